//! Documents: one file per document with its page of finished words, its template beside it; `engine` is the only file that knows Tera.
