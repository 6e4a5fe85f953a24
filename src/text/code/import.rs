//! Codes of reading exports (I…). The places of a diagnostic give file, line and column; `{column}`
//! is the name of the export's column, `{value}` the cell as it stands there.

use super::codes;

codes! {
    /// Bytes that the encoding can't mean.
    UNDECODABLE: Error "I01"
        zh "字节 {bytes} 不能按 {encoding} 解码"
           "在 sources.toml 用 encoding 写明真实编码（utf-8、gb18030、utf-16le），或重新导出该文件"
           "编码依次按 BOM、整个文件的 UTF-8、GB18030 判断；任何一个字节读不出来都不会用问号代替。"
        en "the bytes {bytes} can't be decoded as {encoding}"
           "name the true encoding (utf-8, gb18030, utf-16le) as `encoding` in sources.toml, or export the file again"
           "The encoding is decided by the byte order mark, then UTF-8 over the whole file, then GB18030; no unreadable byte is ever replaced.";
    /// No row looks like the header.
    HEADER_NOT_FOUND: Error "I02"
        zh "前 {rows} 行里没有表头（按 {encodings} 读取，找的列名：{headers}）"
           "检查文件是否选对；列名有变化时在 sources.toml 写上新列名，没有表头时按位置声明各列"
           "表头前可以有标题行和说明行，表头按列名匹配得最多的一行认定。"
        en "no header in the first {rows} rows (read as {encodings}, looked for: {headers})"
           "check that this is the right file; write renamed headers into sources.toml, or declare columns by position if there is no header"
           "Titles and notes may stand before the header, which is the row that matches most of the declared names.";
    /// A declared column isn't there.
    FIELD_MISSING: Error "I03"
        zh "缺少列“{header}”；表头里有：{found}"
           "导出时选上这一列，或在 sources.toml 改成文件里的列名"
           "计划用到的列必须都在；列的顺序无所谓。"
        en "the column `{header}` is missing; the header has: {found}"
           "include the column in the export, or write the file's name for it into sources.toml"
           "Every column that the plan uses must be there; their order doesn't matter.";
    /// Two columns for one field.
    TWO_COLUMNS: Error "I04"
        zh "“{header}”对应到不止一列：{found}"
           "在 sources.toml 写明用哪一列的完整列名"
           "商机金额是预测，回款金额是现金；对应到两列时从不替你选择。"
        en "`{header}` fits more than one column: {found}"
           "write the full header of the right one into sources.toml"
           "An opportunity's amount is a forecast, a receipt's is cash; between two columns nothing is chosen for you.";
    /// A value that the status map doesn't know.
    UNKNOWN_STATUS: Error "I05"
        zh "列“{column}”有未声明的取值：{values}（已声明：{known}）"
           "在 sources.toml 这一列的 map 里写明每个取值的含义"
           "未知状态若默认不计，业绩会悄悄变少；若默认计入，则会多发。"
        en "column `{column}` has values that are not mapped: {values} (mapped: {known})"
           "say in the column's map in sources.toml what each of them means"
           "An unknown status left out would lower results silently; counted in, it would pay too much.";
    /// A cell that is no day, or more than one.
    BAD_DATE: Error "I06"
        zh "列“{column}”的“{value}”不能确定是哪一天（声明的写法：{patterns}；可能是：{readings}）"
           "在 sources.toml 给这一列写 formats，例如 formats = [\"M/D/YYYY\"] 或 [\"D/M/YYYY\"]，或在来源系统改正"
           "没有声明时只认年在前的写法；日和月的先后从不猜测。"
        en "can't tell which day `{value}` in column `{column}` is (declared: {patterns}; could be: {readings})"
           "write formats for the column in sources.toml, such as formats = [\"M/D/YYYY\"] or [\"D/M/YYYY\"], or correct the value at its origin"
           "Without a declaration only year-first forms are read; the order of day and month is never guessed.";
    /// A cell that is no amount.
    BAD_MONEY: Error "I07"
        zh "列“{column}”的“{value}”不是金额：第 {position} 个字符“{character}”不该在这里"
           "在来源系统改正后重新导出；常见的是字母 O 或 l 混入数字，千分位不是三位一组，或写法没有声明"
           "读不出来的金额一律报错，从不当作 0。"
        en "`{value}` in column `{column}` is not an amount: character {position}, `{character}`, can't stand there"
           "correct it at its origin and export again; usual causes are a letter O or l among the digits, commas not in groups of three, or a form that isn't declared"
           "An amount that can't be read is always an error, never 0.";
    /// The header says 万 and the cell says it again.
    UNIT_CONFLICT: Error "I08"
        zh "列“{column}”的单位已是“{declared}”，“{value}”又写了“{found}”"
           "只在一处写单位：改表头、改单元格，或改 sources.toml 的声明"
           "两处都算会放大一万倍，所以不算，先问。"
        en "column `{column}` is already in {declared}, and `{value}` says {found} again"
           "write the unit in one place only: the header, the cells, or the declaration in sources.toml"
           "Applying both would multiply by ten thousand twice, so neither is applied.";
    /// An owner who is not exactly one person of the roster.
    OWNER_UNMATCHED: Error "I09"
        zh "列“{column}”的“{value}”对不上名册里唯一的一个人；相近的：{candidates}"
           "在 roster.csv 给此人加上别名，或让导出带上工号；同名的人只能靠工号区分"
           "归属不明的业绩不会丢弃，也不会猜给谁。"
        en "`{value}` in column `{column}` is not exactly one person of the roster; near: {candidates}"
           "add the spelling to that person's aliases in roster.csv, or export the employee id; only ids tell namesakes apart"
           "Results without an owner are neither dropped nor given to a likely person.";
    /// One key, two contents.
    DUPLICATE_KEY: Error "I10"
        zh "键“{key}”出现两次，内容不同：{columns}"
           "在来源系统确认哪一行有效并重新导出；有版本列（如更新时间）时在 sources.toml 声明它"
           "同键不同内容时，两行都不采用。"
        en "the key `{key}` stands twice with different contents in {columns}"
           "find out which row holds and export again; if a column tells versions apart (such as an update time), declare it in sources.toml"
           "When one key has two contents, neither row is taken.";
    /// The same row again.
    EXACT_DUPLICATE: Warning "I11"
        zh "{count} 行与前面的行完全相同，只计一次"
           "不必处理；若确实是两笔业务，导出时带上能区分它们的编号"
           "重叠的月度文件常有重复行；完全相同的行只计一次。"
        en "rows that repeat earlier rows exactly: {count}; each counts once"
           "nothing to do; if they are two deals, export the number that tells them apart"
           "Monthly files often overlap; an identical row counts once.";
    /// A total row that doesn't agree with its rows.
    TOTAL_MISMATCH: Warning "I12"
        zh "“{label}”行不计入；它写的“{column}”是 {stated}，各行之和是 {sum}，相差 {difference}"
           "检查导出是否完整、筛选条件是否一致"
           "合计行是免费的核对：它与各行之和不符，说明导出少了或多了行。"
        en "the row `{label}` is left out; it states {stated} for {column}, the rows sum to {sum}, a difference of {difference}"
           "check that the export is complete and its filters are those intended"
           "A total row is a free check: if it disagrees with the rows, rows are missing or too many.";
    /// A day that has not come yet.
    FUTURE_DATE: Warning "I14"
        zh "列“{column}”有 {count} 行的日期晚于数据截止日 {cutoff}，不计入，例如 {value}"
           "在来源系统改正日期，或用 --as-of 指定正确的截止日；本来就是计划日期的列，在 sources.toml 写 planned = true"
           "未来日期多半是录入错误或预计日期，计入会虚增业绩。"
        en "dates in column `{column}` after the data's cut-off {cutoff}: {count}, {value} for example; these rows don't count"
           "correct the date at its origin, or give the right cut-off with --as-of; for a column of planned dates write planned = true in sources.toml"
           "A future date is mostly a typing error or a forecast; counting it would inflate results.";
    /// Returns in two shapes.
    DOUBLE_RETURNS: Error "I15"
        zh "退货以两种形式出现：{first} 和 {second}，会扣两次"
           "在 sources.toml 只声明一种退货形式，并把另一种筛掉"
           "退货可以是负数行、退货单、退货状态或单独的列；每个来源只能用一种。"
        en "returns come in two shapes, {first} and {second}, and would be deducted twice"
           "declare one shape of returns in sources.toml and filter the other out"
           "Returns may be negative rows, return documents, a status or a column of their own; a source uses one.";
    /// An id that a spreadsheet turned into a number.
    ID_SCIENTIFIC: Error "I16"
        zh "列“{column}”的编号“{value}”已被电子表格改成科学计数，原编号无法还原"
           "从系统直接导出 CSV；必须经过 Excel 或 WPS 时，先把该列设为文本"
           "电子表格只保留 15 位数字，之后的变成 0；这样的编号可能把两笔单并成一笔。"
        en "the id `{value}` in column `{column}` was turned into scientific notation by a spreadsheet; the original is lost"
           "export CSV directly from the system; if it must pass through a spreadsheet, format the column as text first"
           "Spreadsheets keep 15 digits and turn the rest into 0, so two deals may become one.";
    /// A ragged row.
    ROW_LENGTH: Error "I17"
        zh "这一行有 {found} 列，表头有 {expected} 列"
           "检查这一行是否多了或少了分隔符，含分隔符的文字要加引号"
           "列数不符时各列会错位，所以这一行不读。"
        en "this row has {found} fields, the header has {expected}"
           "look for a missing or extra delimiter in the row; text that holds delimiters needs quotes"
           "With another number of fields the columns would shift, so the row is not read.";
    /// Nothing in the file.
    EMPTY_FILE: Error "I18"
        zh "文件里没有数据行"
           "重新导出；确实可以为空时在 sources.toml 写 allow-empty = true"
           "空导出多半是筛选错了；不声明就按 0 计会让所有人没有业绩。"
        en "the file has no data rows"
           "export it again; if it may be empty, write allow-empty = true in sources.toml"
           "An empty export mostly comes from a wrong filter; read as 0 it would leave everybody without results.";
    /// An amount whose currency nobody states.
    CURRENCY_MISSING: Error "I19"
        zh "不知道列“{column}”的“{value}”是什么币种"
           "在 sources.toml 给这一列写 currency"
           "不同币种的金额不能相加，也没有默认币种。"
        en "the currency of `{value}` in column `{column}` is not known"
           "write currency for the column in sources.toml"
           "Amounts in different currencies don't add, and no currency is assumed.";
    /// A quote that nothing closes.
    UNTERMINATED_QUOTE: Error "I21"
        zh "这里的引号一直没有闭合"
           "补上右引号，或在来源系统去掉这个引号后重新导出"
           "引号不闭合时，后面的行会全部变成这一个单元格的内容。"
        en "the quote that opens here is never closed"
           "close it, or remove the quote at its origin and export again"
           "After an unclosed quote all following rows become part of this one cell.";
    /// Text after a closing quote.
    TEXT_AFTER_QUOTE: Error "I22"
        zh "右引号之后还有文字“{value}”"
           "单元格里的引号要写成两个引号，或重新导出"
           "右引号之后只能是分隔符或行尾。"
        en "the text `{value}` stands after a closing quote"
           "double the quotes inside a cell, or export again"
           "Only a delimiter or the end of the row may follow a closing quote.";
    /// A quote inside an unquoted cell.
    BARE_QUOTE: Error "I23"
        zh "没有加引号的单元格里有引号：“{value}”"
           "给整个单元格加引号，里面的引号写两遍，或重新导出"
           "单独的引号可能吞掉后面的分隔符。"
        en "a quote stands inside a cell that is not quoted: `{value}`"
           "put the whole cell in quotes and double those inside, or export again"
           "A lone quote may swallow the delimiters that follow.";
    /// A cell beyond the limit.
    FIELD_TOO_LONG: Error "I24"
        zh "这个单元格超过 {limit_zh}"
           "多半是引号没有闭合；确实这么长时不要导出这一列"
           "过长的单元格几乎总是引号错误。"
        en "this cell is longer than {limit_en}"
           "a quote is probably not closed; if the text is truly that long, leave the column out of the export"
           "A cell of that length is nearly always a mistake in quoting.";
    /// A row beyond the limit.
    ROW_TOO_LONG: Error "I25"
        zh "这一行超过 {limit}"
           "检查这是否是 CSV 文件，行尾和引号是否正确"
           "读取按块进行，内存有上限，所以一行也有上限。"
        en "this row is longer than {limit}"
           "check that this is a CSV file and that its line ends and quotes are right"
           "Files are read in blocks with bounded memory, so a row has a bound too.";
    /// A character nobody sees.
    CONTROL_CHARACTER: Error "I26"
        zh "列“{column}”的“{value}”第 {position} 个字符是看不见的 {character}"
           "在来源系统删掉这个字符后重新导出"
           "看不见的字符会让同一个编号或姓名变成两个。"
        en "character {position} of `{value}` in column `{column}` is the invisible {character}"
           "delete the character at its origin and export again"
           "Invisible characters make two ids or names of one.";
    /// Everything in one column.
    ONE_COLUMN: Error "I27"
        zh "按分隔符“{delimiter}”只分出一列；是不是“{suggestion}”？"
           "在 sources.toml 写明 delimiter"
           "逗号、制表符、分号、竖线都可以作分隔符，以声明的为准。"
        en "only one column with the delimiter `{delimiter}`; did you mean `{suggestion}`?"
           "write `delimiter` into sources.toml"
           "Comma, tab, semicolon and vertical bar may separate cells; the declared one holds.";
    /// An amount hidden by the CRM.
    MASKED_AMOUNT: Error "I28"
        zh "列“{column}”的金额被 CRM 遮成了“{value}”"
           "用有权限看金额的账号重新导出"
           "有的 CRM 对无权限的账号把金额导出为星号；它不是 0，也不是空。"
        en "the amount in column `{column}` was masked by the CRM as `{value}`"
           "export again with an account that may see amounts"
           "Some CRMs export amounts as asterisks for accounts without the permission; that is neither 0 nor blank.";
    /// A bad row that the source sets aside.
    ROW_SET_ASIDE: Warning "I29"
        zh "这一行因 {reason} 被搁置，不计入任何数字"
           "在来源系统改正后重新导出；关闭期间前须改正，或逐行认可搁置"
           "来源声明了 bad-rows = \"set-aside\"：读不了的行列出来，不影响其他行，但会挡住期间关闭。"
        en "this row is set aside because of {reason} and counts nowhere"
           "correct it at its origin and export again; before the period closes it must be mended or accepted by name"
           "The source says bad-rows = \"set-aside\": such rows are listed, the others go on, and the period can't close.";
    /// A row check of the plan flagged the row.
    ROW_FLAGGED: Warning "I30"
        zh "行检查“{check}”标记了这一行"
           "核对这一行；没有问题就不必处理"
           "行检查是计划里命名的条件，只提示，不改变数字。"
        en "the row check `{check}` flags this row"
           "look at the row; if it is right, nothing is to be done"
           "A row check is a named condition of the plan; it tells and changes no number.";
    /// The file grew or changed under our hands.
    FILE_CHANGED: Error "I31"
        zh "文件在读取过程中被改动"
           "等导出完成后再运行"
           "读到一半又变的文件，得到的数字不属于任何一个版本。"
        en "the file changed while it was being read"
           "wait until the export is finished and run again"
           "Numbers from a file that changes under way belong to no version of it.";
    /// An owner hidden behind asterisks.
    OWNER_MASKED: Error "I32"
        zh "列“{column}”的“{value}”被遮住，符合的人不是恰好一个：{candidates}"
           "导出时带上工号或完整姓名，或在 roster.csv 写上这个别名"
           "遮住的姓名只有在名册里恰好一个人符合时才采用。"
        en "`{value}` in column `{column}` is masked, and not exactly one person fits: {candidates}"
           "export ids or full names, or write this spelling as an alias into roster.csv"
           "A masked name is taken only if exactly one person of the roster fits.";
    /// A name that was decoded wrongly before it came here.
    MOJIBAKE_NAME: Error "I33"
        zh "列“{column}”的“{value}”是乱码，像是把 UTF-8 当成 {encoding} 读：{original}"
           "回到最初的文件，按 UTF-8 打开后再导出；已存进 CRM 的要在 CRM 里改正"
           "乱码在导出之前就已产生，这里只指出，不替你还原。"
        en "`{value}` in column `{column}` is garbled; it looks like UTF-8 read as {encoding}: {original}"
           "go back to the first file and open it as UTF-8 before exporting; if the CRM stores the garbled name, correct it there"
           "The damage was done before the export; it is named here, not undone.";
    /// Rows that nobody is credited with.
    UNATTRIBUTED: Warning "I34"
        zh "{count} 行没有归属（{owners_zh}）：{sum}"
           "补上负责人；名册里有这个人就把写法加进别名，没有就加进名册；归公司的来源写 owner = \"house\"；关闭期间前必须为零"
           "没有归属的业绩单列一行，不丢弃，也不分给任何人。"
        en "rows that nobody is credited with: {count} ({owners_en}): {sum}"
           "add the owners; add the spelling to the aliases of whoever is meant, or the person to the roster; a source of the house says owner = \"house\"; before the period closes this must be zero"
           "Results without an owner stand on a line of their own, neither dropped nor given to anybody.";
    /// Columns that the plan doesn't use.
    EXTRA_COLUMNS: Note "I35"
        zh "没有用到的列：{columns}"
           "不必处理"
           "只读计划用到的列，其余列的内容不读也不显示。"
        en "columns that are not used: {columns}"
           "nothing to do"
           "Only the plan's columns are read; the others are neither read nor shown.";
    /// A key that the joined table doesn't have.
    LOOKUP_MISSING: Error "I36"
        zh "列“{column}”的“{value}”在 {table} 里查不到；相近的：{candidates}"
           "在 {table} 里补上它，或给这一列写 alias，说明它等于哪一项；数字编号要当心被电子表格去掉前导零或改掉末位"
           "查不到价格或归属的行不能按 0 或空处理。"
        en "`{value}` in column `{column}` is not in {table}; near: {candidates}"
           "add it to {table}, or say with alias of the column which entry it means; a numeric id may have lost leading zeros or last digits in a spreadsheet"
           "A row without its price or owner can't be taken as 0 or blank.";
    /// A file pattern without files.
    NO_FILE: Error "I38"
        zh "没有与“{pattern}”相符的文件"
           "把导出文件放进去，或改正 sources.toml 的 files"
           "少了一个来源，业绩会悄悄变少。"
        en "no file matches `{pattern}`"
           "put the export there, or correct `files` in sources.toml"
           "A source that is absent would lower results silently.";
    /// A folder, a device, a pipe.
    NOT_A_FILE: Error "I39"
        zh "这不是普通文件"
           "给出导出的 CSV 文件；要从管道读取就写 files = [\"-\"]"
           "文件夹、设备和管道没有可核对的内容摘要。"
        en "this is not a regular file"
           "name the exported CSV file; to read from a pipe, write files = [\"-\"]"
           "Folders, devices and pipes have no digest that could be checked later.";
    /// A day that the calendar doesn't have.
    NO_SUCH_DAY: Error "I40"
        zh "列“{column}”的“{value}”这一天不存在；可以是 {first} 至 {last}"
           "在来源系统改正；如果日和月写反了，改正 sources.toml 里声明的写法"
           "不存在的日期不会被推到下个月。"
        en "the day `{value}` in column `{column}` does not exist; it may be {first} to {last}"
           "correct it at its origin; if day and month are exchanged, correct the pattern declared in sources.toml"
           "An impossible day is not moved into the next month.";
    /// A year of two digits.
    TWO_DIGIT_YEAR: Error "I41"
        zh "列“{column}”的“{value}”年份只有两位"
           "让导出写出四位年份"
           "26 可能是年，也可能是日；两位年份从不猜测。"
        en "the year of `{value}` in column `{column}` has two digits"
           "export years with four digits"
           "26 may be a year or a day; two-digit years are never guessed.";
    /// A spreadsheet's day number.
    EXCEL_SERIAL: Error "I42"
        zh "列“{column}”的“{value}”像是电子表格的日期序号（{day}）"
           "导出时把该列设为日期格式，或在 sources.toml 给这一列写 formats = [\"excel-serial\"]"
           "序号和普通数字分不开，所以要声明。"
        en "`{value}` in column `{column}` looks like a spreadsheet's day number ({day})"
           "format the column as dates when exporting, or write formats = [\"excel-serial\"] for it in sources.toml"
           "A day number can't be told from any other number, so it must be declared.";
    /// A timestamp whose day depends on the zone.
    ZONED_TIME: Error "I43"
        zh "列“{column}”的“{value}”带时区，是哪一天取决于时区"
           "在 sources.toml 给这一列写 formats = [\"iso-timestamp\"]，按计划的时区归到日期"
           "UTC 的傍晚在中国已是第二天，月末的单会因此换一个期间。"
        en "`{value}` in column `{column}` has a time zone, and its day depends on it"
           "write formats = [\"iso-timestamp\"] for the column in sources.toml; the day is then that of the plan's time zone"
           "An evening in UTC is the next day in China, and a deal at the end of a month changes its period.";
    /// Another currency than the column's.
    OTHER_CURRENCY: Error "I44"
        zh "列“{column}”声明的币种是 {declared}，“{value}”写的是 {found}"
           "按币种分列导出，每列在 sources.toml 用 currency 写明币种"
           "不同币种的金额不能相加。"
        en "column `{column}` is declared in {declared}, and `{value}` is in {found}"
           "export each currency in a column of its own, with its currency in sources.toml"
           "Amounts in different currencies don't add.";
    /// A blank cell where a value must be.
    VALUE_MISSING: Error "I45"
        zh "列“{column}”在这里没有值"
           "在来源系统补上；确实可以没有时在 sources.toml 给这一列写 optional = true"
           "空不等于 0。"
        en "column `{column}` has no value here"
           "fill it in at its origin; if it may be absent, write optional = true for the column in sources.toml"
           "Blank is not 0.";
    /// A cell that is no number.
    BAD_NUMBER: Error "I46"
        zh "列“{column}”的“{value}”不是数字：第 {position} 个字符“{character}”不该在这里"
           "在来源系统改正后重新导出"
           "读不出来的数字一律报错，从不当作 0。"
        en "`{value}` in column `{column}` is not a number: character {position}, `{character}`, can't stand there"
           "correct it at its origin and export again"
           "A number that can't be read is always an error, never 0.";
    /// A share without a sign in a column without a scale.
    PERCENT_SCALE: Error "I47"
        zh "列“{column}”的“{value}”没有百分号，不知道是 {percent} 还是 {fraction}"
           "在 sources.toml 给这一列写 scale = \"percent\"（85 即 85%）或 scale = \"fraction\"（0.85 即 85%）"
           "85 和 0.85 都可能是 85%，差一百倍。"
        en "`{value}` in column `{column}` has no percent sign: {percent} or {fraction}?"
           "write scale = \"percent\" (85 is 85%) or scale = \"fraction\" (0.85 is 85%) for the column in sources.toml"
           "85 and 0.85 may both be 85%, and differ by a hundred.";
    /// Shares in two scales in one column.
    PERCENT_MIXED: Error "I48"
        zh "列“{column}”里既有不超过 1 的数（例如 {small}），又有超过 1 的数（例如 {large}），都没有百分号"
           "统一写法后重新导出，例如都带上百分号"
           "同一列里 0.85 和 85 混用，几乎总是两种写法混在一起。"
        en "column `{column}` holds numbers up to 1 (as in {small}) and above 1 (as in {large}), all without a percent sign"
           "export them in one form, for instance all with a percent sign"
           "0.85 and 85 in one column are nearly always two forms of writing mixed.";
    /// A cell that is neither yes nor no.
    BAD_FLAG: Error "I49"
        zh "列“{column}”的“{value}”既不是“是”（{yes}）也不是“否”（{no}）"
           "在 sources.toml 这一列的 yes 和 no 里写明哪些取值是“是”，哪些是“否”"
           "未声明的取值不会当作否。"
        en "`{value}` in column `{column}` is neither yes ({yes}) nor no ({no})"
           "say with yes and no of the column in sources.toml which values mean which"
           "A value that isn't declared is not taken as no.";
    /// A name in which the export lost a character.
    LOST_CHARACTER: Error "I50"
        zh "列“{column}”的“{value}”里有字在导出时丢失（变成问号）；相近的：{candidates}"
           "用 UTF-8 或 GB18030 重新导出，GBK 写不下这个字；或让导出带上工号"
           "䶮、𠮷 等字不在 GBK 里，存成 GBK 就变成问号。"
        en "a character of `{value}` in column `{column}` was lost in the export (it became a question mark); near: {candidates}"
           "export as UTF-8 or GB18030, since GBK has no such character, or export the employee id"
           "Rare characters such as 䶮 are not in GBK; saved as GBK they become question marks.";
    /// More digits than are read.
    TOO_MANY_DIGITS: Error "I51"
        zh "列“{column}”的“{value}”位数太多，超过 38 位"
           "检查这一列是不是编号；编号写 type = \"id\""
           "金额不会有这么多位；读进来也不会舍入。"
        en "`{value}` in column `{column}` has more than 38 digits"
           "check whether the column holds ids; then write type = \"id\""
           "No amount is that long, and nothing is rounded on reading.";
    /// A key that a spreadsheet may have shortened.
    ROUNDED_KEY: Warning "I52"
        zh "列“{column}”的编号“{value}”超过 15 位且末尾全是 0，像是被电子表格改过"
           "从系统直接导出 CSV，与原编号核对"
           "电子表格只保留 15 位数字，之后的变成 0。"
        en "the id `{value}` in column `{column}` has more than 15 digits and ends in zeros, as spreadsheets leave it"
           "export CSV directly from the system and compare with the original id"
           "Spreadsheets keep 15 digits and turn the rest into 0.";
    /// Lines after the data that are no deals.
    TRAILING_ROWS: Note "I53"
        zh "数据之后有 {count} 行（{labels}）不是业务行，没有计入"
           "不必处理；若其中有业务行，检查首列是否写成了合计字样"
           "合计、制表人、导出时间等行按首列的字样识别。"
        en "rows after the data that are no deals and don't count: {count} ({labels})"
           "nothing to do; if one of them is a deal, look at what its first column says"
           "Totals, names of makers and times of export are known by the label in their first column.";
    /// The id and the name of one cell belong to two people.
    OWNER_CONTRADICTS: Error "I54"
        zh "列“{column}”的“{value}”里工号和姓名不是同一个人：{candidates}"
           "在来源系统改正其中一个；改名的人把旧名写进 roster.csv 的别名"
           "工号和姓名矛盾时，信哪一个都是猜。"
        en "id and name of `{value}` in column `{column}` belong to different people: {candidates}"
           "correct one of them at its origin; add a former name to the aliases in roster.csv"
           "When id and name disagree, believing either would be a guess.";
    /// A reference table that is no longer a small one.
    TABLE_TOO_LARGE: Error "I60"
        zh "参照表 {table} 超过 {limit} 行"
           "只保留用得到的行；逐笔的数据要声明为来源（source），不是参照表"
           "参照表要整张放进内存查找，所以行数有上限。"
        en "the reference table {table} has more than {limit} rows"
           "keep only the rows that are needed; declare single deals as a source, not as a table"
           "A reference table is held in memory as a whole to be looked up, so its rows are bounded.";
    /// Another number of rows than the plan expects.
    ROWS_EXPECTED: Error "I71"
        zh "应有 {expected} 行，读到 {found} 行"
           "检查导出是否完整；行数确实变了就改 sources.toml 的 expect-rows"
           "expect-rows 是核对总数：截断的文件和漏掉的月份会因此被发现。"
        en "{expected} rows are expected, {found} were read"
           "check that the export is complete; if their number has changed, correct expect-rows in sources.toml"
           "expect-rows is a control total: it notices a file that was cut off, or a month that is missing.";
    /// Keys that contradict each other in what can be read only once.
    CLASH_IN_STREAM: Error "I73"
        zh "有 {count} 个键出现两次而内容不同；管道只能读一次，查不出是哪几行"
           "把导出存成文件再读"
           "管道读过就没有了；要比较两行，须再读一次。"
        en "keys that stand twice with different contents: {count}; a pipe can be read only once, so it can't be told where"
           "save the export as a file and read that"
           "What comes through a pipe is gone when it was read; comparing two rows takes a second look.";
    /// A negative amount in a source that has no returns.
    NEGATIVE_UNDECLARED: Error "I61"
        zh "列“{column}”的 {value} 是负数，而这个来源没有声明退货"
           "是退货就在 sources.toml 写 returns = { shape = \"negative\" }；不是就在来源系统改正"
           "负数可能是退货，也可能是录入错误；声明了形式才会扣减。"
        en "{value} in column `{column}` is negative, and the source declares no returns"
           "if it is a return, write returns = { shape = \"negative\" } into sources.toml; if not, correct it at its origin"
           "A negative amount may be a return or a typing error; it is only deducted where its shape is declared.";
    /// A cell with several people where only one is expected.
    CO_OWNERS_UNDECLARED: Error "I62"
        zh "列“{column}”的“{value}”写了几个人（{people}），而来源没有说怎么分"
           "在 sources.toml 写 co-owners = \"equal\"（平分）或 \"first\"（归第一人）"
           "一笔业绩分给几个人的办法必须写明，从不默认平分。"
        en "`{value}` in column `{column}` names several people ({people}), and the source doesn't say how they share"
           "write co-owners = \"equal\" or \"first\" into sources.toml"
           "How several people share a result must be declared; an equal split is never assumed.";
    /// A row of which a newer version is there.
    SUPERSEDED: Note "I63"
        zh "键“{key}”有更新的版本，这一行不计"
           "不必处理"
           "来源声明了版本列：同一键只有版本最大的一行有效。"
        en "the key `{key}` has a newer version, so this row doesn't count"
           "nothing to do"
           "The source declares a version column: of the rows with one key, only that with the largest version counts.";
    /// Firsts of a source that can't be read twice.
    FIRST_IN_STREAM: Error "I78"
        zh "要先看完全部行才知道哪些是头几行，而这个来源只能读一遍"
           "把数据存成文件再读"
           "新客户这类指标要读两遍：一遍看每个对象最早的日期，一遍汇总。"
        en "which rows are first is known only when all were seen, but this can be read once only"
           "save it as a file and read that"
           "Measures such as new customers read a source twice: once for the days, once for the figures.";
    /// The oldest row is much younger than the history that was promised.
    HISTORY_STARTS_LATE: Warning "I79"
        zh "指标“{metric_zh}”说导出从 {since} 起是全的，最早的一行却是 {oldest}"
           "确认更早的导出也放进来了；那时确实没有业务，可以不管"
           "旧数据没放全，老客户就会被当成新客户。"
        en "{metric_en} says that the exports are complete from {since} on, but the oldest row is of {oldest}"
           "make sure that the older exports are there; if there was no business then, nothing is wrong"
           "Where older data are missing, old customers pass for new ones.";
}
