//! Why the operating system refused, in words: the usual reasons in both languages, any other as the
//! system says it.

use std::io::{Error, ErrorKind};

/// The reason, in Chinese and in English.
pub fn why(error: &Error) -> (String, String) {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => ("文件或文件夹不存在", "there is no such file or folder"),
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => ("磁盘配额已用完", "the disk quota is used up"),
        ErrorKind::ReadOnlyFilesystem => ("文件系统是只读的", "the file system is read-only"),
        ErrorKind::IsADirectory => ("这是一个文件夹", "it is a folder"),
        ErrorKind::NotADirectory => ("路径里有一段不是文件夹", "a part of the path is no folder"),
        ErrorKind::Unsupported => ("这里不支持", "not supported here"),
        _ => return (error.to_string(), error.to_string()),
    };
    (zh.to_owned(), en.to_owned())
}
