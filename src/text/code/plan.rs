//! Codes of what a plan means (M…): values, references between files, the roster.

use super::codes;

codes! {
    /// The plan's format is newer than the program.
    NEWER_FORMAT: Error "M01"
        zh "这份计划的格式是第 {found} 版，本程序只认识到第 {known} 版"
           "换用较新的 incent"
           "较新的格式可能含有本程序不了解的规则；照旧规则计算会得出错误的结果，所以拒绝。"
        en "this plan has format {found}, this program knows formats up to {known}"
           "use a newer incent"
           "A newer format may hold rules that this program doesn't know; computing without them would give wrong results, hence the refusal.";
    /// A month number out of range.
    NO_MONTH: Error "M02"
        zh "没有 {value} 月"
           "写 1 到 12"
           "财年从哪个月的第一天开始，用 1 到 12 表示。"
        en "there is no month {value}"
           "write 1 to 12"
           "The month on whose first day the fiscal year starts, 1 to 12.";
    /// The periods leave a gap or overlap.
    PERIODS_DONT_TILE: Error "M03"
        zh "结算周期没有恰好铺满 {start} 至 {end}"
           "改计划的起止日期，或改 settle，使每一天恰好属于一个周期"
           "每一天必须恰好属于一个结算周期，否则有的业绩算两次，有的一次也不算。"
        en "the settlement periods don't exactly fill {start} to {end}"
           "change the plan's days or settle, so that each day belongs to exactly one period"
           "Each day must belong to exactly one settlement period; otherwise some results would count twice and others not at all.";
    /// The end lies before the start.
    ENDS_BEFORE_START: Error "M04"
        zh "结束日 {end} 早于开始日 {start}"
           "对调或改正日期"
           "期间的最后一天不能早于第一天。"
        en "the end {end} lies before the start {start}"
           "swap or correct the days"
           "The last day of a period can't lie before its first.";
    /// Rounding is not declared.
    ROUNDING_UNSAID: Error "M05"
        zh "没有写明金额怎样取整"
           "在 incent.toml 里加两行：[rounding] 和 mode = \"half-up\"（四舍五入）；也可以写 half-even（五成双）、down（去尾）、up（进一）"
           "取整方式决定每个人最后一分钱的归属，所以不设默认。"
        en "how amounts are rounded isn't said"
           "add two lines to incent.toml: [rounding] and mode = \"half-up\" (or half-even, down, up)"
           "The rounding mode decides on everybody's last cent, hence there is no default.";
    /// A currency that is not in the table.
    UNKNOWN_CURRENCY: Error "M06"
        zh "不认识币种“{value}”"
           "写三位字母代码，如 CNY、USD、EUR、HKD"
           "币种用 ISO 4217 的三位代码表示。"
        en "\"{value}\" is no currency known here"
           "write a three-letter code such as CNY, USD, EUR, HKD"
           "Currencies are written with their ISO 4217 code.";
    /// An offset in another form.
    BAD_OFFSET: Error "M07"
        zh "“{value}”不是时区偏移"
           "写成 \"+08:00\" 这样的形式"
           "带时刻的记录按计划的时区归到日期；时区写成与 UTC 的偏移。"
        en "\"{value}\" is no time zone offset"
           "write it like \"+08:00\""
           "Instants become days by the plan's time zone, which is written as its offset from UTC.";
    /// A holiday of a year that the calendar does not cover.
    DAY_OUTSIDE_CALENDAR: Error "M08"
        zh "{day} 不在工作日历涵盖的年份里"
           "把那一年加进 years，或删去这一天"
           "日历只对 years 列出的年份有效。"
        en "{day} lies in a year that the calendar doesn't cover"
           "add the year to years, or delete the day"
           "The calendar is valid for the years listed in years only.";
    /// A day in both lists.
    HOLIDAY_AND_WORKDAY: Error "M09"
        zh "{day} 既是假日又是调休上班日"
           "从其中一个列表里删去"
           "同一天不能既放假又上班。"
        en "{day} is a holiday and a make-up workday at once"
           "delete it from one of the lists"
           "A day can't be off and worked at once.";
    /// A make-up workday that is worked anyway.
    MAKE_UP_ON_WORKDAY: Error "M10"
        zh "{day} 本来就是工作日，不必写进 workdays"
           "删去它，或检查日期是否写错"
           "调休上班日只能落在休息日上；多半是日期写错了。"
        en "{day} is a working day anyway and needn't stand in workdays"
           "delete it, or check the date"
           "A make-up workday falls on a day off; most likely the date is mistyped.";
    /// Every day is weekend.
    NO_WEEKDAY: Error "M11"
        zh "weekend 把七天都列成了休息日"
           "留下工作的日子"
           "没有工作日就无法按工作日计算进度。"
        en "weekend lists all seven days"
           "leave the days that are worked"
           "Without a working day no progress can be reckoned in working days.";
    /// A column that can't be found in a file.
    COLUMN_NOWHERE: Error "M12"
        zh "列 {column} 既没有表头也没有位置"
           "写 header = \"文件里的表头\"，没有表头的文件写 position = 3"
           "列按表头或按位置在文件里找到。"
        en "the column {column} has neither a header nor a position"
           "write header = \"the file's header\", or position = 3 for a file without headers"
           "A column is found in a file by its header or by its position.";
    /// A key that says something about columns of another type.
    KEY_OF_OTHER_TYPE: Error "M13"
        zh "{type} 类型的列不能写 {key}"
           "删去 {key}，或把 type 改成 {types}"
           "这个键只对某些类型的列有意义；写在别的列上多半是类型写错了。"
        en "a column of type {type} takes no {key}"
           "delete {key}, or change type to {types}"
           "The key has a meaning for certain types only; on another column the type is most likely mistaken.";
    /// A status column without a map.
    STATUS_WITHOUT_MAP: Error "M14"
        zh "状态列 {column} 没有对照表"
           "写 map = 一张对照表，列出导出里会出现的每个值"
           "状态列的每个值都要说明含义；没有列出的值在读取时是错误，不会被当作未成交而悄悄丢掉。"
        en "the status column {column} has no map"
           "write map = a table with every value that the export may hold"
           "Each value of a status column must be given a meaning; a value that isn't listed is an error when read, and never silently counted as not won.";
    /// A date pattern that can't be read.
    BAD_DATE_PATTERN: Error "M15"
        zh "“{pattern}”不是日期格式：{why_zh}"
           "例如 YYYY-MM-DD、YYYY/M/D、M/D/YYYY、YYYY年M月D日、iso-timestamp、excel-serial"
           "日期格式由 YYYY、MM 或 M、DD 或 D、hh、mm、ss 和分隔符组成，方括号里的部分可有可无。"
        en "\"{pattern}\" is no date pattern: {why_en}"
           "for example YYYY-MM-DD, YYYY/M/D, M/D/YYYY, iso-timestamp, excel-serial"
           "A pattern is made of YYYY, MM or M, DD or D, hh, mm, ss and separators; what stands in brackets may be absent.";
    /// A path that leaves the plan folder.
    FILE_OUTSIDE: Error "M16"
        zh "文件“{file}”不能用 .. 走出计划文件夹"
           "把导出放进 crm/，或写绝对路径"
           "结果只应取决于计划文件夹里的内容；.. 会让它取决于文件夹放在哪里。"
        en "the file \"{file}\" must not leave the plan folder by .."
           "put the export into crm/, or write an absolute path"
           "Results should depend on what is in the plan folder only; .. would make them depend on where it stands.";
    /// A column without position in a file without header.
    COLUMN_NEEDS_POSITION: Error "M17"
        zh "没有表头的文件里，列 {column} 要写 position"
           "写 position = 第几列（从 1 数起）"
           "header = false 时只能按位置找到列。"
        en "in a file without headers the column {column} needs a position"
           "write position, counted from 1"
           "With header = false, columns can only be found by position.";
    /// A reference to something that isn't there.
    UNKNOWN_REFERENCE: Error "M18"
        zh "没有名为“{name}”的{what_zh}"
           "{known_zh}"
           "计划的其他地方没有定义这个名字。"
        en "there is no {what_en} called \"{name}\""
           "{known_en}"
           "The name isn't defined anywhere else in the plan.";
    /// A join of a table whose keys repeat.
    JOIN_OF_REPEATS: Error "M19"
        zh "参照表 {table} 的键会重复，不能用来查值"
           "去掉 repeats = true（一个键只有一行），或去掉这个 [[source.join]]，用“属于”来判断"
           "一个键对应几行时，查到的是哪一行没有定论。"
        en "the table {table} may repeat its keys and can't be looked up"
           "drop repeats = true (one row for each key), or drop this [[source.join]] and use the table behind \"in\""
           "With several rows for one key there is no telling which one is meant.";
    /// The declaration of returns doesn't fit its shape.
    RETURNS_INCOMPLETE: Error "M20"
        zh "退货的说明与 shape 不符"
           "shape = \"rows\" 要写 when；shape = \"column\" 要写 column；none 和 negative 什么也不加"
           "退货只能以一种形式出现；同时用两种会扣两次。"
        en "the declaration of returns doesn't fit its shape"
           "shape = \"rows\" needs when; shape = \"column\" needs column; none and negative need nothing more"
           "Returns come in one shape only; two at once would deduct twice.";
    /// A metric that is both.
    MEASURE_AND_FORMULA: Error "M21"
        zh "一个指标要么从导出汇总，要么用公式算，不能两样都写"
           "留下 formula，或留下 source、measure、of、where、date"
           "两种来历会得出两个数，没有办法知道该用哪一个。"
        en "a metric is either aggregated from an export or computed by a formula, not both"
           "keep formula, or keep source, measure, of, where and date"
           "Two origins would give two numbers, with no way to know which is meant.";
    /// A metric that is neither.
    METRIC_FROM_NOWHERE: Error "M22"
        zh "没有写明这个指标从哪里来"
           "写 source 和 measure（从导出汇总），或写 formula（由别的指标计算）"
           "每个指标都要有来历，否则数字无从核对。"
        en "it isn't said where this metric comes from"
           "write source and measure (aggregated from an export), or formula (computed from other metrics)"
           "Every metric needs an origin, or its numbers can't be checked.";
    /// A count with a column.
    COUNT_OF_NOTHING: Error "M23"
        zh "count 数的是行，不需要 of"
           "删去 of；要数不同的值，用 measure = \"distinct\""
           "count 不看列的内容。"
        en "count counts rows and takes no of"
           "delete of; to count different values, use measure = \"distinct\""
           "count doesn't look at a column.";
    /// An aggregate without a column.
    MEASURE_OF_WHAT: Error "M24"
        zh "{measure} 要写明汇总哪一列"
           "加上 of = \"列的标识\""
           "除了 count，其余汇总都针对一列。"
        en "{measure} must say of which column"
           "add of = \"the column's id\""
           "Every aggregate but count is taken of a column.";
    /// A sum over a column that holds no numbers.
    NOT_A_NUMBER_COLUMN: Error "M25"
        zh "{column} 不是数字列，不能取 {measure}"
           "把那一列的 type 写成 money 或 number，或改用 count、distinct"
           "只有数字才能求和、取最小或最大。"
        en "{column} is no column of numbers, so there is no {measure} of it"
           "declare the column's type as money or number, or use count or distinct"
           "Only numbers can be summed or have a smallest and a largest.";
    /// The declared unit differs from what is measured.
    UNIT_OF_MEASURE: Error "M26"
        zh "指标的单位写的是 {declared}，汇总出来的却是 {found}"
           "改 unit，或改汇总的列"
           "单位不符的数字不能相加或比较，所以在读计划时就拒绝。"
        en "the metric's unit is {declared}, but what is aggregated is {found}"
           "change unit, or the column"
           "Numbers of different units can't be added or compared, hence the refusal when the plan is read.";
    /// No date puts the rows into periods.
    MEASURE_WITHOUT_DATE: Error "M27"
        zh "导出 {source} 没有写按哪个日期归到周期"
           "在 [[source]] 里写 date，或在指标里写 date"
           "签约日期、开票日期、回款日期会得出不同的结果，必须写明用哪一个。"
        en "the source {source} doesn't say which date puts a row into a period"
           "write date in [[source]], or in the metric"
           "Signing, invoicing and collection dates give different results, so the one that counts must be written.";
    /// Formulas that lead back to themselves.
    FORMULA_CIRCLE: Error "M28"
        zh "公式绕成了圈：{circle}"
           "改掉其中一个公式"
           "互相引用的公式没有起点，算不出来。"
        en "formulas go in a circle: {circle}"
           "change one of them"
           "Formulas that need each other have no beginning and can't be computed.";
    /// A target without a number.
    TARGET_WITHOUT_VALUE: Error "C10"
        zh "目标没有数值"
           "写 value，或写 baseline 和 growth"
           "目标要么写定，要么由基期值和增长率算出。没有目标与目标为 0 是两回事。"
        en "the target has no number"
           "write value, or baseline and growth"
           "A target is typed, or computed from a baseline and growth. No target is not a target of 0.";
    /// A key of another split method.
    KEY_OF_OTHER_METHOD: Error "C11"
        zh "{key} 与所写的分解方法无关"
           "删去 {key}，或改 by"
           "多余的数字会让人以为它起作用。"
        en "{key} has nothing to do with the method written"
           "delete {key}, or change by"
           "A number without effect would make readers believe that it has one.";
    /// A split method without its numbers.
    METHOD_NEEDS_KEY: Error "C12"
        zh "这种分解方法要写 {key}"
           "加上 {key}，或改 by"
           "没有依据就无法分解；本程序不替人决定权重。"
        en "this method needs {key}"
           "add {key}, or change by"
           "A split needs its numbers; the program doesn't choose weights for anybody.";
    /// A text that is no period.
    NOT_A_PERIOD: Error "M29"
        zh "“{value}”不是周期"
           "写成 2026-07、2026Q3、2026H2、2026，或自定周期的编号"
           "周期按这几种写法辨认。"
        en "\"{value}\" is no period"
           "write 2026-07, 2026Q3, 2026H2, 2026, or the id of a declared period"
           "Periods are recognised in these forms.";
    /// A number that must be above zero.
    NOT_POSITIVE: Error "M30"
        zh "{key} 必须大于 0"
           "写一个大于 0 的数"
           "零或负数在这里没有意义。"
        en "{key} must be above 0"
           "write a number above 0"
           "Zero or less has no meaning here.";
    /// A negative weight.
    NEGATIVE_WEIGHT: Error "C13"
        zh "权重不能是负数"
           "写 0 或大于 0 的数"
           "负的权重会给出负的目标。"
        en "a weight can't be negative"
           "write 0 or more"
           "A negative weight would give a negative target.";
    /// Shares that don't sum to 100 %.
    SHARES_NOT_WHOLE: Error "C14"
        zh "占比合计是 {sum}，不是 100%"
           "改到合计恰好 100%，或改用 weights（权重不必凑整）"
           "占比不会被悄悄折算：多出或缺少的部分必须由人决定。"
        en "the shares sum to {sum}, not 100%"
           "make them sum to exactly 100%, or use weights (which need not)"
           "Shares are never normalised in silence: somebody must decide about the rest.";
    /// Two columns of the roster mean the same.
    ROSTER_COLUMN_TWICE: Error "M31"
        zh "roster.csv 有两列都表示 {column}"
           "删去或改名其中一列"
           "两列意思相同，就不知道该用哪一列。"
        en "two columns of roster.csv mean {column}"
           "delete or rename one of them"
           "With two columns of one meaning there is no telling which counts.";
    /// A required column is absent.
    ROSTER_COLUMN_MISSING: Error "M32"
        zh "roster.csv 缺少 {column} 列"
           "加上这一列，表头写 {column}，或中文：{headings}"
           "没有编号和姓名就认不出人。"
        en "roster.csv lacks the column {column}"
           "add it with the heading {column} (or in Chinese: {headings})"
           "Without id and name nobody can be recognised.";
    /// A column that isn't known.
    ROSTER_COLUMN_UNKNOWN: Warning "M33"
        zh "roster.csv 的“{heading}”列没有用到"
           "如果它有含义，改成认识的表头（最接近的是 {nearest}）；否则可以不管"
           "人事系统导出的名册常有多余的列；不认识的列不读，也不会出现在任何文档里。"
        en "the column \"{heading}\" of roster.csv isn't used"
           "if it means something, give it a known heading (the nearest is {nearest}); otherwise leave it"
           "Rosters from HR systems often have more columns; those that aren't known are neither read nor shown anywhere.";
    /// An empty cell that must not be empty.
    ROSTER_CELL_EMPTY: Error "M34"
        zh "{column} 是空的"
           "补上，或删去这一行"
           "每一行都要有编号和姓名。"
        en "{column} is empty"
           "fill it in, or delete the row"
           "Every row needs an id and a name.";
    /// A day that can't be read.
    ROSTER_BAD_DAY: Error "M35"
        zh "{column} 的“{value}”不是日期"
           "写成 2026-07-01 或 2026/7/1"
           "日期必须存在，年份写四位。"
        en "\"{value}\" in {column} is no date"
           "write 2026-07-01 or 2026/7/1"
           "The date must exist and its year have four digits.";
    /// Ids that differ in case only.
    IDS_DIFFER_BY_CASE: Error "M36"
        zh "编号 {id} 与 {other} 只有大小写不同"
           "改掉其中一个"
           "编号会成为文件名；在 Windows 和 macOS 上，只差大小写的两个文件会互相覆盖。"
        en "the ids {id} and {other} differ in case only"
           "change one of them"
           "Ids become file names; on Windows and macOS two files that differ in case overwrite each other.";
    /// A team in two regions.
    TEAM_IN_TWO_REGIONS: Error "M37"
        zh "团队 {team} 既在“{region}”又在“{other}”"
           "改正区域，或给两个团队取不同的名字"
           "一个团队只能属于一个区域，否则它的目标和业绩会算进两个区域。"
        en "the team {team} is in \"{region}\" and in \"{other}\""
           "correct the region, or give the two teams different names"
           "A team belongs to one region; otherwise its targets and results would count in two.";
    /// One id with two names.
    ONE_ID_TWO_NAMES: Error "M38"
        zh "编号 {id} 有两个姓名"
           "改正姓名（曾用名写在 aliases 里），或改正编号"
           "编号认的是人；同一编号两个姓名，多半是录入错误。"
        en "the id {id} has two names"
           "correct the name (a former one goes into aliases), or the id"
           "An id means one person; two names for one id are most likely a slip.";
    /// Two rows of one person for the same time.
    ROSTER_ROW_TWICE: Error "M39"
        zh "{id} 有两行在同一天起有效"
           "删去一行；调岗时给后一行写上 from（生效日期）"
           "同一天一个人只能在一个团队。"
        en "{id} has two rows from the same day on"
           "delete one; for a transfer give the later row its first day in from"
           "On one day a person belongs to one team.";
    /// Neither yes nor no.
    ROSTER_NOT_YES_OR_NO: Error "M40"
        zh "“{value}”既不是“是”也不是“否”"
           "写“是”或“否”"
           "承担目标一列只能写是或否。"
        en "\"{value}\" is neither yes nor no"
           "write yes or no"
           "The column carries-target takes yes or no only.";
    /// How far back an earlier row matters can't be read.
    FIRST_WITHIN: Error "M50"
        zh "“{value}”不是一段时间"
           "写成 12 months、12 个月、1 year、90 days 这样"
           "within 说往前看多久：这段时间里没有过的才是新的。"
        en "\"{value}\" is no stretch of time"
           "write 12 months, 1 year or 90 days"
           "within says how far back is looked: what did not occur in that time is new.";
    /// Firsts in a stretch of time, without the day from which on the exports tell.
    FIRST_WITHOUT_SINCE: Error "M51"
        zh "没有写导出从哪天起是全的"
           "在 first 里写 since，例如 since = 2025-07-01；早于它的导出文件也要放进来"
           "导出里没有的旧订单看起来就像没有过，老客户会被当成新客户。"
        en "it isn't said from which day on the exports are complete"
           "write since in first, since = 2025-07-01 for example; the older exports must be among the files"
           "An old order that isn't in the exports looks like none, and an old customer like a new one.";
    /// The exports don't reach back far enough.
    FIRST_KNOWN_LATE: Error "M52"
        zh "导出从 {since} 起才是全的，而计划从 {start} 开始，要看到 {needed}"
           "补上更早的导出，把 since 改为 {needed} 或更早；或缩短 within"
           "往前看的时间里缺了数据，就分不清新旧。"
        en "the exports are complete from {since} on only, but the plan begins on {start} and looks back to {needed}"
           "add older exports and set since to {needed} or earlier, or shorten within"
           "Where data of the time looked back at are missing, new and old can't be told apart.";
    /// Firsts of a column that isn't text.
    FIRST_OF_NO_TEXT: Error "M53"
        zh "“{column}”不是文字列，认不出是谁的头几行"
           "写认得出对象的列，例如客户"
           "头几行是按某个对象算的：客户、产品、人员。"
        en "{column} is no column of text, so it can't tell whose rows come first"
           "name the column that tells them, the customer for example"
           "Rows come first for somebody or something: a customer, a product, a person.";
    /// The first none of many.
    FIRST_OF_NONE: Error "M54"
        zh "头 0 行等于什么都不算"
           "写 1 或更大的整数；不写是 1"
           "count 说每个对象的头几行算数。"
        en "the first 0 rows are no rows at all"
           "write 1 or more; it is 1 unless said"
           "count says how many rows of each key count.";
}
