//! Codes of the plan folder on disk, locks, records, permits (S…).

use super::codes;

codes! {
    /// No plan where one was looked for.
    NO_PLAN: Error "S01"
        zh "{folder} 及其上级文件夹里没有 incent.toml"
           "进入计划文件夹再运行，或用 -C 指定它；新建计划用 incent init"
           "计划文件夹是放有 incent.toml 的文件夹。没有指定时，从当前文件夹逐级向上找。"
        en "neither {folder} nor a folder above it has incent.toml"
           "run inside a plan folder, or name it with -C; `incent init` makes a new one"
           "A plan folder is a folder with incent.toml in it. Unless one is named, it is looked for from the current folder upwards.";
    /// The named folder is no plan folder.
    NOT_A_PLAN: Error "S02"
        zh "{folder} 里没有 incent.toml"
           "检查 -C 后面的路径"
           "用 -C 指定的文件夹里必须有 incent.toml；这时不再向上级文件夹寻找。"
        en "{folder} has no incent.toml"
           "check the path behind -C"
           "The folder named with -C must have incent.toml in it; folders above it are not searched then.";
    /// A plan file is too large.
    TOO_LARGE: Error "S03"
        zh "文件有 {size} 字节，超过上限 {limit} 字节"
           "检查是否放错了文件；大的导出文件应放在 crm/ 里，并在 sources.toml 中登记"
           "计划文件由人书写和审阅，上限为每个 4 MiB（程序写出的 targets.csv 为 256 MiB），以免误读一个巨大的文件。导出文件不受此限。"
        en "the file has {size} bytes, more than the limit of {limit} bytes"
           "check whether it is the right file; big exports belong into crm/ and are named in sources.toml"
           "Plan files are written and reviewed by people; each may have at most 4 MiB (targets.csv, which the program writes, 256 MiB), lest a huge file be read by mistake. Exports have no such limit.";
    /// A plan file in another encoding.
    NOT_UTF8: Error "S04"
        zh "文件不是 UTF-8 编码{encoding_zh}，第 {line} 行起无法读取"
           "在编辑器里另存为 UTF-8；在 Excel 里另存为“CSV UTF-8（逗号分隔）”"
           "计划文件必须是 UTF-8，有无 BOM 均可。导出的 CSV 可以是 GB18030 或 UTF-16。"
        en "the file is not UTF-8{encoding_en} and can't be read from line {line} on"
           "save it as UTF-8 in an editor, or as \"CSV UTF-8 (comma delimited)\" in a spreadsheet"
           "Plan files must be UTF-8, with or without a byte order mark. Exports may be GB18030 or UTF-16.";
    /// Merge markers were left in a file.
    MERGE_MARKER: Error "S05"
        zh "这里留有未解决的合并冲突标记"
           "在编辑器里选定保留的内容，删去 <<<<<<<、=======、>>>>>>> 各行"
           "git 合并时两边改了同一处，需要人来决定。带着冲突标记的文件不会被读取。"
        en "an unresolved merge conflict is marked here"
           "choose what to keep and delete the lines <<<<<<<, ======= and >>>>>>>"
           "Both sides of a git merge changed the same place, and a person has to decide. A file with such marks is not read.";
    /// A link leads out of the folder.
    LINK_LEADS_OUT: Error "S06"
        zh "这是指向计划文件夹之外的链接，不读取"
           "把文件本身放进计划文件夹"
           "计划文件夹必须自成一体：别人克隆之后应当得到同样的内容。"
        en "this is a link that leads out of the plan folder; it is not read"
           "put the file itself into the plan folder"
           "A plan folder must stand on its own: whoever clones it must get the same content.";
    /// Neither a file nor a link to one.
    NOT_A_FILE: Error "S07"
        zh "这不是普通文件，不读取"
           "换成普通文件"
           "管道、设备和文件夹不能充当计划文件。"
        en "this is not a regular file; it is not read"
           "replace it by a regular file"
           "Pipes, devices and folders can't stand in for plan files.";
    /// A file name that can't be shown or kept.
    BAD_FILE_NAME: Error "S08"
        zh "文件名 {name} 含有无法使用的字符"
           "改名，用字母、数字、汉字、_ 和 -"
           "文件名必须是 UTF-8，且不含控制字符，否则在另一台电脑上得不到同一个文件夹。"
        en "the file name {name} holds characters that can't be used"
           "rename it, with letters, digits, _ and -"
           "File names must be UTF-8 without control characters, or another computer would not get the same folder.";
    /// A TOML file that nothing reads.
    UNKNOWN_FILE: Warning "S09"
        zh "计划中没有名为 {file} 的文件，它不会被读取"
           "是否想写 {nearest}？用不到就移走"
           "计划文件夹顶层的 .toml 文件各有固定的名字；名字拼错的文件若被悄悄忽略，计划就少了一部分。"
        en "a plan has no file called {file}; it is not read"
           "did you mean {nearest}? If it isn't needed, move it away"
           "The .toml files at the top of a plan folder have fixed names; a misspelt one, silently ignored, would leave out a part of the plan.";
    /// Reading failed.
    UNREADABLE: Error "S10"
        zh "无法读取：{why_zh}"
           "检查文件、权限和磁盘"
           "操作系统拒绝了读取。"
        en "can't be read: {why_en}"
           "check the file, its permissions and the disk"
           "The operating system refused to read it.";
    /// The folder never stood still.
    UNSTABLE: Error "S11"
        zh "读取时文件一直在变：{file}"
           "等正在进行的写入结束后再运行"
           "一次运行只使用同一时刻的内容；多次尝试都有文件在变动，所以放弃。"
        en "files kept changing while they were read: {file}"
           "run again when the writing under way has ended"
           "A run uses the content of one moment only; several attempts all met a file that changed, hence this one gives up.";
    /// A name that can't become a path.
    BAD_PATH: Error "S12"
        zh "“{path}”不能作为计划文件夹里的路径"
           "路径只由编号组成：字母、数字、_、-；显示用的名字不会成为路径"
           "路径若含 ..、盘符、设备名或特殊字符，可能写到别处，或在另一种系统上无法克隆。"
        en "\"{path}\" can't be a path in the plan folder"
           "paths are made of ids only: letters, digits, _ and -; the names that people read never become paths"
           "A path with .., a drive, a device name or special characters could write elsewhere, or be impossible to clone on another system.";
    /// Two names that some file systems take for one.
    CASE_TWINS: Error "S13"
        zh "“{one}”与“{other}”只差大小写"
           "改掉其中一个编号"
           "Windows 和 macOS 的文件系统不区分大小写，其中一个文件会覆盖另一个。"
        en "\"{one}\" and \"{other}\" differ in case only"
           "change one of the ids"
           "The file systems of Windows and macOS don't tell them apart; one file would overwrite the other.";
    /// Writing through a link.
    LINK_WRITE: Error "S14"
        zh "{path} 是链接或不是普通文件，不会向它写入"
           "换成普通的文件或文件夹"
           "经由链接写入会改动计划文件夹之外的东西。"
        en "{path} is a link or no regular file; nothing is written through it"
           "replace it by a regular file or folder"
           "Writing through a link would change something outside the plan folder.";
    /// An input changed meanwhile.
    INPUT_CHANGED: Error "S15"
        zh "{file} 在本次运行读取之后被改动，没有写入任何内容"
           "再运行一次"
           "结果必须与它所依据的内容相符；输入在中途被改动，结果就不再可信。"
        en "{file} was changed after this run had read it; nothing was written"
           "run again"
           "A result must fit what it was computed from; with an input changed meanwhile it no longer does.";
    /// New files exist already.
    EXISTS: Error "S16"
        zh "已经存在：{paths}；没有写入任何内容"
           "换一个文件夹，或先移走它"
           "新建计划从不覆盖已有的文件。"
        en "already there: {paths}; nothing was written"
           "choose another folder, or move it away first"
           "Making a new plan never overwrites a file.";
    /// Writing failed and was undone.
    WRITE_FAILED: Error "S17"
        zh "无法写入 {path}：{why_zh}；没有留下任何改动"
           "检查路径、权限和磁盘空间后再运行"
           "一次运行的文件要么全部写入，要么一个也不写。"
        en "{path} can't be written: {why_en}; nothing was changed"
           "check the path, permissions and disk space, then run again"
           "A run writes all of its files or none.";
    /// Writing was decided, but not all names are in place.
    UNFINISHED: Error "S18"
        zh "写入在收尾时中断于 {path}：{why_zh}；内容已保存，下一次写入的命令会自动完成"
           "排除原因后再运行一次"
           "新内容已全部落盘并记入日志，读取的命令已经看到新内容；只差换名没有做完。"
        en "writing was interrupted near its end at {path}: {why_en}; the content is saved, and the next command that writes will finish it"
           "remove the cause and run again"
           "All new content is on disk and in the journal, and commands that read see it already; only some renames are outstanding.";
    /// An earlier run was finished.
    FINISHED_EARLIER: Note "S19"
        zh "上一次运行中断在写入途中，已替它完成（{count} 个文件）"
           "无需处理"
           "中断发生在决定写入之后，所以补完。"
        en "an earlier run was interrupted while writing; its writing has been finished ({count} files)"
           "nothing needs to be done"
           "The interruption came after the writing had been decided, hence it was finished.";
    /// An earlier run was undone.
    UNDONE_EARLIER: Note "S20"
        zh "上一次运行中断在写入之前，已清理它的临时文件（{count} 个）"
           "无需处理；那一次的结果没有写入"
           "中断发生在决定写入之前，所以撤销。"
        en "an earlier run was interrupted before its writing was decided; its temporary files have been removed ({count})"
           "nothing needs to be done; that run has written nothing"
           "The interruption came before the writing had been decided, hence it was undone.";
    /// The journal can't be understood.
    JOURNAL_BROKEN: Error "S21"
        zh "写入日志 {path} 已损坏"
           "用 git status 看哪些文件不完整，恢复之后删去这个日志"
           "日志记录一次未完成的写入。它的内容与自己的校验和不符，所以不能照它行事。"
        en "the journal {path} is damaged"
           "see with `git status` which files are incomplete, restore them, then delete the journal"
           "The journal tells of a writing under way. Its content doesn't fit its own checksum, so it can't be followed.";
    /// A file was edited between interruption and recovery.
    EDITED_SINCE: Error "S22"
        zh "{path} 在上一次写入中断之后又被改动，无法判断该留哪一份"
           "把你改动的文件移到别处再运行；写入完成后再把改动并进去"
           "补完上一次写入会盖掉你的改动，所以先停下来。"
        en "{path} was edited after an interrupted writing, and it is unclear which one to keep"
           "move your edited file away and run again; merge your edits in afterwards"
           "Finishing the interrupted writing would overwrite your edits, hence this stop.";
    /// Another run holds the lock.
    LOCKED: Error "S30"
        zh "另一次运行正在写入这个计划：{holder}"
           "等它结束后再运行"
           "同一时刻只有一次运行可以写入。持有锁的运行一旦结束（包括被杀死），锁随即释放，不必手工清理。"
        en "another run is writing to this plan: {holder}"
           "run again when it has ended"
           "Only one run at a time may write. The lock goes when its holder ends, even if killed; nothing needs to be cleaned by hand.";
    /// The file system has no locks.
    LOCK_UNAVAILABLE: Error "S31"
        zh "这里的文件系统不能加锁（{why_zh}），所以不写入"
           "把计划文件夹放到本地磁盘上，用 git 与他人同步"
           "没有锁，两次同时进行的运行可能互相破坏。网络盘和网盘同步文件夹往往没有可靠的锁。"
        en "the file system here gives no locks ({why_en}), so nothing is written"
           "keep the plan folder on a local disk and share it with git"
           "Without a lock two runs at once could damage each other's work. Network drives and synchronised folders often have no dependable locks.";
    /// Git is in the middle of something.
    GIT_BUSY: Error "S32"
        zh "git 正在进行{operation_zh}，所以不写入"
           "{do_zh}，再运行"
           "合并或变基途中文件夹里混着几个版本的内容，这时写入的结果属于哪个版本无法说清。"
        en "git is in the middle of {operation_en}, so nothing is written"
           "{do_en}, then run again"
           "During a merge or rebase the folder holds content of several versions; it would be unclear to which one a result belongs.";
    /// A record in a newer format.
    RECORD_NEWER: Error "S40"
        zh "这条记录的格式是第 {found} 版，本程序只认识到第 {known} 版"
           "换用较新的 incent"
           "记录由较新的程序写成，可能含有本程序不了解的内容。"
        en "this record has format {found}, this program knows formats up to {known}"
           "use a newer incent"
           "The record was written by a newer program and may say what this one doesn't know.";
    /// A moment in another form.
    NOT_A_MOMENT: Error "S41"
        zh "“{value}”不是带时区的时刻"
           "写成 \"2026-07-01T09:30:00+08:00\" 这样的形式"
           "记录按发生的先后排列，所以时刻必须写到秒并带时区偏移。"
        en "\"{value}\" is no moment with a time zone"
           "write it like \"2026-07-01T09:30:00+08:00\""
           "Records are ordered by when they happened, so the moment needs seconds and an offset.";
    /// A digest in another form.
    NOT_A_DIGEST: Error "S42"
        zh "“{value}”不是摘要"
           "写 sha256sum 打印的 64 位十六进制数"
           "摘要说明记录当时看到的是哪一份内容。"
        en "\"{value}\" is no digest"
           "write the 64 hexadecimal digits that sha256sum prints"
           "A digest says which content the record saw.";
    /// A record of a step to which its kind does not belong.
    RECORD_STEP: Error "S43"
        zh "{kind} 记录属于步骤 {right}，这里写的是 {step}"
           "改成 step = \"{right}\""
           "每一种记录只能证明一个步骤。"
        en "a record of kind {kind} belongs to step {right}; this one says {step}"
           "write step = \"{right}\""
           "Each kind of record proves one step.";
    /// A record was edited after it had been written.
    RECORD_EDITED: Error "S44"
        zh "这条记录写成之后被改动过（文件名中的摘要是 {named}，内容的摘要是 {found}）"
           "用 git 恢复它；要更正，另写一条带 corrects = \"{id}\" 的记录"
           "记录只增不改：更正是一条新的记录，原来的保留。"
        en "this record was edited after it had been written (its name says {named}, its content {found})"
           "restore it with git; to correct it, write a new record with corrects = \"{id}\""
           "Records are only ever added: a correction is a new record, and the old one stays.";
    /// A correction of nothing.
    CORRECTS_NOTHING: Error "S45"
        zh "没有更早的同类记录“{id}”可供更正"
           "写 records/ 里一条更早的同类记录的文件名（不带 .toml）"
           "更正必须指明它所更正的记录。"
        en "there is no earlier record \"{id}\" of this kind to correct"
           "write the file name (without .toml) of an earlier record of this kind in records/"
           "A correction must name the record that it corrects.";
    /// The plan has errors.
    NOT_CLEAN: Error "S50"
        zh "计划检查有错误，不能执行步骤 {step}（{name_zh}）"
           "先改正上面列出的错误（incent check）"
           "在有错误的计划上得出的结果不可信，所以不写入。"
        en "the plan has errors; step {step} ({name_en}) can't be done"
           "mend the errors listed above first (`incent check`)"
           "A result computed from a plan with errors can't be relied on, so nothing is written.";
    /// A step that must come first is not done.
    STEP_MISSING: Error "S51"
        zh "步骤 {step}（{name_zh}）之前要先完成步骤 {needed}（{needed_zh}）"
           "{do_zh}"
           "流程的先后是固定的：没有依据的步骤不能开始，也不留下记录。incent status 显示进展到哪里。"
        en "step {step} ({name_en}) needs step {needed} ({needed_en}) to be done first"
           "{do_en}"
           "The order of the process is fixed: a step without its basis can't begin and leaves no record. `incent status` shows where the plan stands.";
    /// A step that must come first is out of date.
    STEP_STALE: Error "S52"
        zh "步骤 {needed}（{needed_zh}）已过时：{changed} 在它完成之后有改动；先重做它，才能执行步骤 {step}（{name_zh}）"
           "{do_zh}"
           "步骤完成之后它的输入又变了，原来的结果不再有效；重做一次即可。"
        en "step {needed} ({needed_en}) is stale: {changed} changed since; step {step} ({name_en}) can't be done"
           "{do_en}"
           "Inputs of the step changed after it was done, so its result no longer holds; doing it again mends this.";
    /// A step that should come first is not done.
    STEP_TOLD: Note "S53"
        zh "步骤 {needed}（{needed_zh}）尚未完成"
           "可以继续；请尽早补上"
           "这一步不会因此被拦下，但缺了它，结果的约束力会打折扣。"
        en "step {needed} ({needed_en}) is not done"
           "the work can go on; see to it soon"
           "This doesn't stop the step, but what is missing weakens its result.";
    /// A document of a step that has not happened.
    NOTHING_TO_RENDER: Error "S54"
        zh "步骤 {step}（{name_zh}）还没有结果，无法生成它的文件"
           "{do_zh}"
           "文件由已保存的结果生成；结果还不存在。"
        en "step {step} ({name_en}) has no result yet; its documents can't be made"
           "{do_en}"
           "Documents are made from stored results; there is none yet.";
    /// A day's tracker would be rendered from other inputs than it was told from.
    TOLD_FROM_OTHERS: Error "S56"
        zh "{day} 的跟踪是按当时的 {changed} 得出的，现在已经不同，不能覆盖那天的文件"
           "要按现在的重新跟踪那天，运行 incent track --as-of {day}，会留下新的记录；只想看看，加 -o -"
           "那天的跟踪表已经发出去过；换了目标再生成一份同名文件，就没人知道当时看到的是什么。"
        en "what was told of {day} came from {changed} as it was then; it is different now, so that day's documents are not replaced"
           "to track that day anew from what holds now, run `incent track --as-of {day}`, which leaves a record; only to look, add -o -"
           "That day's tracker went out; another one of the same name from other targets would hide what people saw then.";
    /// A record under the permit of another step.
    OTHER_STEP: Error "S55"
        zh "{kind} 记录属于步骤 {right}，许可是给步骤 {step} 的"
           "这是程序的错误，请报告"
           "每份许可只对一个步骤有效。"
        en "a record of kind {kind} belongs to step {right}, the permit is for step {step}"
           "this is a fault of the program; please report it"
           "A permit is good for one step only.";
}
