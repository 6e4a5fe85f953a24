//! Codes of the form of plan files (F…): TOML syntax, keys, the forms of values, small CSV tables.

use super::codes;

codes! {
    /// The file is no TOML.
    SYNTAX: Error "F01"
        zh "TOML 语法错误：{reason_zh}"
           "改正这一处再运行；后面的错误多半由它引起，所以每个文件只报第一处"
           "文件不符合 TOML 语法，无法读取。常见原因：中文引号、全角等号、漏写引号或括号。键名含中文时要加引号。"
        en "TOML syntax error: {reason_en}"
           "mend this place and run again; later errors mostly follow from it, so only the first of each file is shown"
           "The file does not follow TOML's grammar and can't be read. Common causes: curly quotes, full-width signs, a missing quote or bracket. A key in Chinese must be quoted.";
    /// A key that resembles a known one.
    UNKNOWN_KEY: Error "F02"
        zh "{table} 没有 {key} 这一项"
           "是否想写 {nearest}？"
           "拼错的键不会被忽略：它多半是想改变某个结果，忽略它会让结果与作者的意思不同。"
        en "{table} has no key {key}"
           "did you mean {nearest}?"
           "A misspelt key is never ignored: it was most likely meant to change a result, and ignoring it would give a result that the author didn't mean.";
    /// A key that resembles none.
    FOREIGN_KEY: Error "F03"
        zh "{table} 没有 {key} 这一项"
           "删去它，或改用这些键之一：{known}"
           "不认识的键不会被忽略。每张表可用的键见 incent manual。"
        en "{table} has no key {key}"
           "delete it, or use one of these keys: {known}"
           "An unknown key is never ignored. `incent manual` lists the keys of every table.";
    /// A required key is absent.
    MISSING_KEY: Error "F04"
        zh "{table} 缺少 {key}"
           "补上，例如：{example}"
           "这一项没有可以默认的值，必须写明。"
        en "{table} lacks {key}"
           "add it, for example: {example}"
           "This key has no value that could be taken for granted; it must be written.";
    /// A value of another form.
    WRONG_FORM: Error "F05"
        zh "{key} 应当是{form_zh}"
           "例如：{example}"
           "值的形式与这一项不符。数字按字面读取，一位不差；不接受十六进制、科学计数、inf、nan，也不接受带时间的日期。"
        en "{key} must be {form_en}"
           "for example: {example}"
           "The value has not the form of this key. Numbers are read from their literal digits, exactly; hexadecimal, exponents, inf, nan and dates with a time are refused.";
    /// An empty string.
    EMPTY_TEXT: Error "F06"
        zh "{key} 是空的"
           "写上内容，或删去这一行"
           "空文字没有含义。"
        en "{key} is empty"
           "write something, or delete the line"
           "An empty string says nothing.";
    /// A string too long.
    LONG_TEXT: Error "F07"
        zh "{key} 超过 64 KiB"
           "缩短它；长文请放进模板"
           "计划文件里单个字符串最长 64 KiB。"
        en "{key} is longer than 64 KiB"
           "shorten it; long texts belong into a template"
           "A single string in a plan file has at most 64 KiB.";
    /// A character that can't be seen.
    HIDDEN_CHARACTER: Error "F08"
        zh "文字里有看不见的字符 {character}"
           "删去它（重新手工输入这一段即可）"
           "控制字符、零宽字符和改变书写方向的字符会让人看到的与实际的不同。"
        en "the text holds an invisible character {character}"
           "delete it (typing the text again does it)"
           "Control characters, zero-width characters and direction overrides make what people see differ from what is there.";
    /// Not an id.
    NOT_AN_ID: Error "F09"
        zh "“{id}”不能作编号"
           "编号的形式是 {pattern}，最长 63 个字符；显示用的名字写在 name 里"
           "编号会成为文件名和公式的一部分，所以只用字母、数字、_ 和 -。"
        en "\"{id}\" can't be an id"
           "an id has the form {pattern} and at most 63 characters; the name that people read goes into name"
           "Ids become part of file names and formulas, hence only letters, digits, _ and -.";
    /// A Windows device name.
    DEVICE_ID: Error "F10"
        zh "“{id}”是 Windows 的设备名，不能作编号"
           "换一个编号，例如在后面加数字"
           "Windows 保留 CON、NUL、COM1 等名字；用它们作文件名的文件夹无法在 Windows 上克隆。"
        en "\"{id}\" is a device name on Windows and can't be an id"
           "take another id, for instance with a number behind it"
           "Windows reserves CON, NUL, COM1 and others; a folder with such a file name can't be cloned there.";
    /// A rate that may mean two things.
    AMBIGUOUS_RATE: Error "F11"
        zh "{key} = {value} 是 {value}% 还是 {value} 倍？"
           "写成 \"{value}%\"，或写成不大于 1 的小数"
           "比例大于 1 时必须带百分号，免得把 5% 当成 500%。"
        en "{key} = {value}: {value} % or {value} times?"
           "write \"{value}%\", or a fraction of at most 1"
           "A rate above 1 must be written with a percent sign, lest 5 % be taken for 500 %.";
    /// A word that is none of those allowed.
    NOT_A_CHOICE: Error "F12"
        zh "不认识“{value}”"
           "可以写：{choices}（最接近的是 {nearest}）"
           "这一项只接受固定的几个词。"
        en "\"{value}\" is none of the words allowed here"
           "write one of: {choices} (the nearest is {nearest})"
           "This key takes only certain words.";
    /// An id stands twice.
    DUPLICATE_ID: Error "F13"
        zh "{what} 的编号“{id}”出现了两次"
           "改掉其中一个"
           "同一类东西的编号不能重复，否则引用它的地方不知道指的是哪一个。"
        en "{what} has the id \"{id}\" twice"
           "change one of them"
           "Ids of one kind must differ, or references to them would be ambiguous.";
    /// The whole file is missing.
    MISSING_FILE: Error "F14"
        zh "计划文件夹里没有 {file}"
           "建立它；incent init 会写出一份带注释的样例"
           "这个文件是计划的必需部分。"
        en "the plan folder has no {file}"
           "create it; `incent init` writes a commented example"
           "This file is a necessary part of a plan.";
    /// A quoted cell has no closing quote.
    UNCLOSED_QUOTE: Error "F21"
        zh "这个引号没有收尾"
           "在单元格末尾补上引号；单元格里本身的引号写成两个"
           "缺一个引号会把后面的行全部吞进一个单元格，数据会无声地消失，所以整张表都不读。"
        en "this quote is never closed"
           "close it at the end of the cell; a quote inside a cell is written twice"
           "One missing quote swallows all following rows into a single cell and data would vanish silently, so the whole table is refused.";
    /// A quote stands inside an unquoted cell, or text after a closing quote.
    STRAY_QUOTE: Error "F22"
        zh "引号的位置不对"
           "整个单元格用引号括起来，里面的引号写成两个，例如 \"他说\"\"好\"\"\""
           "引号只能括住整个单元格。夹在中间的引号有多种读法，读错就是错数据，所以不猜。"
        en "misplaced quote"
           "quote the whole cell and write quotes inside it twice, as in \"he said \"\"yes\"\"\""
           "Quotes may only enclose a whole cell. A quote in the middle can be read in several ways, and reading it wrongly is wrong data, so nothing is guessed.";
    /// A row has more or fewer cells than the header.
    RAGGED_ROW: Error "F23"
        zh "这一行有 {found} 个单元格，表头有 {expected} 个"
           "补齐或删去多余的逗号；单元格里有逗号时用引号括起来"
           "列数不齐的行不知道该对到哪一列，硬对会把金额读到别的列里。"
        en "this row has {found} cells, the header has {expected}"
           "add the missing commas or remove the extra ones; quote a cell that contains a comma"
           "A row of another width can't be matched to columns; forcing it would read an amount into another column.";
    /// Two columns have the same heading.
    DUPLICATE_HEADER: Error "F24"
        zh "表头“{name}”出现了两次"
           "改名或删去其中一列"
           "两列同名时不知道该读哪一列。"
        en "the heading \"{name}\" stands twice"
           "rename or remove one of the columns"
           "With two columns of one name it is not known which one is meant.";
    /// The table has no header row.
    EMPTY_TABLE: Error "F25"
        zh "表格是空的，没有表头"
           "第一行写表头，例如：{example}"
           "空表多半是导出或保存失败留下的，把它当作“没有人”或“没有目标”会算错，所以要求至少有表头。"
        en "the table is empty, it has no header row"
           "write the headings in the first row, for example: {example}"
           "An empty table is mostly left by a failed export or save; taking it for \"nobody\" or \"no targets\" would be wrong, so at least a header is required.";
    /// A column has no heading.
    EMPTY_HEADER: Error "F26"
        zh "第 {column} 列没有表头"
           "给这一列写上表头，或删去这一列"
           "没有表头的列不知道是什么，也许是多出的逗号，也许是删掉了名字的数据。"
        en "column {column} has no heading"
           "give it a heading or remove the column"
           "A column without a heading is unknown: perhaps an extra comma, perhaps data whose name was deleted.";
    /// The header is one cell that contains another delimiter.
    OTHER_DELIMITER: Error "F27"
        zh "只有一列；分隔符似乎是{delimiter}"
           "另存为逗号分隔的 CSV"
           "计划自己的表格用逗号分隔。电子表格在某些地区设置下会用分号或制表符保存。"
        en "there is only one column; the delimiter seems to be {delimiter}"
           "save it as a comma-separated CSV"
           "The plan's own tables are separated by commas. Spreadsheets save semicolons or tabs under some regional settings.";
    /// A cell contains a control character.
    CONTROL_CHARACTER: Error "F29"
        zh "单元格里有看不见的字符 {character}"
           "删去这个字符"
           "看不见的字符会让两个看起来一样的名字或编号对不上，也可能在终端上冒充别的内容。"
        en "the cell contains the invisible character {character}"
           "remove it"
           "An invisible character makes names or ids that look alike differ, and may pretend to be something else on a terminal.";
}
