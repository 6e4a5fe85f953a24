//! The plan folder: finding it, and what lies at a path in it. Reading plan files as text is
//! `load`'s; writing is `commit`'s.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, Kind, RealDisk};
use super::failure::{Failure, shown};
use crate::text::code::store as code;
use crate::text::{Diagnostic, Place};

/// The file that makes a folder a plan folder.
const HEAD: &str = "incent.toml";

/// A plan folder. Links on the way to it have been resolved once.
#[derive(Clone)]
pub struct Folder {
    root: PathBuf,
    disk: Arc<dyn Disk>,
}

impl std::fmt::Debug for Folder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Folder({})", shown(&self.root))
    }
}

impl Folder {
    /// The nearest folder with `incent.toml`, from `here` upwards.
    pub fn find(here: &Path) -> Result<Folder, Failure> {
        let disk: Arc<dyn Disk> = Arc::new(RealDisk);
        let start = disk.resolve(here).map_err(|error| Failure::unreadable(here, &error))?;
        match start.ancestors().find(|folder| has_head(&*disk, folder)) {
            Some(root) => Ok(Folder { root: root.to_path_buf(), disk }),
            None => {
                let told = Diagnostic::new(&code::NO_PLAN).arg("folder", shown(&start));
                Err(Failure::Wrong(told))
            }
        }
    }

    /// The folder that was named; it must be a plan folder itself.
    pub fn open(named: &Path) -> Result<Folder, Failure> {
        let folder = Folder::any(named)?;
        if has_head(&*folder.disk, &folder.root) {
            return Ok(folder);
        }
        let told = Diagnostic::new(&code::NOT_A_PLAN).arg("folder", shown(named));
        Err(Failure::Wrong(told))
    }

    /// The folder in which a new plan is to be made; made itself if it isn't there (its parent must
    /// be). Writing the plan is up to [`super::Changes::create`], which overwrites nothing.
    pub fn create(named: &Path) -> Result<Folder, Failure> {
        let disk = RealDisk;
        let look = disk.look(named).map_err(|error| Failure::unreadable(named, &error))?;
        if look.is_none() {
            let made = disk.make_folder(named, false);
            made.map_err(|error| Failure::unwritten(&code::WRITE_FAILED, named, &error))?;
        }
        Folder::any(named)
    }

    /// A folder, whether there is a plan in it or not.
    fn any(named: &Path) -> Result<Folder, Failure> {
        let disk: Arc<dyn Disk> = Arc::new(RealDisk);
        let root = disk.resolve(named).map_err(|error| Failure::unreadable(named, &error))?;
        let look = disk.look(&root).map_err(|error| Failure::unreadable(named, &error))?;
        if look.is_some_and(|look| look.kind == Kind::Folder) {
            return Ok(Folder { root, disk });
        }
        let told = Diagnostic::new(&code::NOT_A_PLAN).arg("folder", shown(named));
        Err(Failure::Wrong(told))
    }

    /// The same folder on another disk.
    #[cfg(test)]
    pub(super) fn on(&self, disk: Arc<dyn Disk>) -> Folder {
        Folder { root: self.root.clone(), disk }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// Where the content of `name` (a path with `/`, of whatever characters) is to be read: links
    /// followed as long as they stay inside. `Ok(None)`: nothing there; `Err`: what is wrong.
    pub(super) fn locate(&self, name: &str) -> Result<Option<PathBuf>, Failure> {
        let mut path = self.root.clone();
        let mut linked = false;
        for part in name.split('/') {
            path.push(part);
            let look = self.disk.look(&path).map_err(|error| Failure::unreadable(&path, &error))?;
            match look {
                None => return Ok(None),
                Some(look) => linked |= look.kind == Kind::Link,
            }
        }
        if !linked {
            return Ok(Some(path));
        }
        match self.disk.resolve(&path) {
            Ok(real) if real.starts_with(&self.root) => Ok(Some(real)),
            Ok(_) => Err(Failure::Wrong(about(&code::LINK_LEADS_OUT, name))),
            // A dangling link, or links in a circle.
            Err(error) => {
                let told = about(&code::UNREADABLE, name).because(&error);
                Err(Failure::Wrong(told))
            }
        }
    }
}

fn has_head(disk: &dyn Disk, folder: &Path) -> bool {
    matches!(disk.look(&folder.join(HEAD)), Ok(Some(_)))
}

/// A diagnostic about a file of the folder as a whole.
pub(super) fn about(row: &'static crate::text::Code, name: &str) -> Diagnostic {
    Diagnostic::new(row).place(Place::File(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn id(result: Result<Folder, Failure>) -> &'static str {
        result.unwrap_err().diagnostics()[0].code.id
    }

    #[test]
    fn the_nearest_parent_with_incent_toml_is_the_plan_folder() {
        let home = tempfile::tempdir().unwrap();
        let plan = home.path().join("plan");
        fs::create_dir_all(plan.join("crm/2026")).unwrap();
        assert_eq!(id(Folder::find(&plan.join("crm"))), "S01");
        fs::write(plan.join("incent.toml"), "").unwrap();
        let found = Folder::find(&plan.join("crm/2026")).unwrap();
        assert_eq!(found.root(), plan.canonicalize().unwrap());
    }

    #[test]
    fn a_named_folder_must_be_a_plan_folder_itself() {
        let plan = tempfile::tempdir().unwrap();
        fs::write(plan.path().join("incent.toml"), "").unwrap();
        fs::create_dir(plan.path().join("crm")).unwrap();
        assert!(Folder::open(plan.path()).is_ok());
        assert_eq!(id(Folder::open(&plan.path().join("crm"))), "S02");
        assert_eq!(id(Folder::open(&plan.path().join("incent.toml"))), "S02");
        assert_eq!(id(Folder::open(&plan.path().join("nothing"))), "S10");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_is_resolved_once_and_links_inside_must_stay_inside() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        let (plan, link) = (home.path().join("plan"), home.path().join("link"));
        fs::create_dir(&plan).unwrap();
        fs::write(plan.join("incent.toml"), "").unwrap();
        fs::write(home.path().join("secret"), "").unwrap();
        symlink(&plan, &link).unwrap();
        symlink("incent.toml", plan.join("inside.toml")).unwrap();
        symlink("../secret", plan.join("outside.toml")).unwrap();
        symlink("loop.toml", plan.join("loop.toml")).unwrap();
        let folder = Folder::open(&link).unwrap();
        let real = plan.canonicalize().unwrap();
        assert_eq!(folder.root(), real);
        assert_eq!(folder.locate("inside.toml").unwrap(), Some(real.join("incent.toml")));
        assert_eq!(folder.locate("nothing.toml").unwrap(), None);
        let code = |name| folder.locate(name).unwrap_err().diagnostics()[0].code.id;
        assert_eq!(code("outside.toml"), "S06");
        assert_eq!(code("loop.toml"), "S10");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_whose_name_is_no_utf8_works_and_is_shown_escaped() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;
        let home = tempfile::tempdir().unwrap();
        let odd = home.path().join(OsStr::from_bytes(b"plan-\xff"));
        fs::create_dir(&odd).unwrap();
        let failure = Folder::open(&odd).unwrap_err();
        assert!(failure.diagnostics()[0].args[0].1.contains("\\xFF"));
        fs::write(odd.join("incent.toml"), "").unwrap();
        assert!(Folder::open(&odd).is_ok());
    }
}
