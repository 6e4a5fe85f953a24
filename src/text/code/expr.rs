//! Codes of the condition and formula language (X…).

use super::codes;

codes! {
    /// A name that nobody knows, with one that is near.
    UNKNOWN_NAME_NEAR: Error "X01"
        zh "表达式里的名称“{found}”不存在"
           "是否想写“{suggestion}”？"
           "条件和公式只能使用已定义的指标、列或参照表，可写编号或显示名称。名称含空格或运算符时可用反引号括起。"
        en "the expression uses a name that does not exist: `{found}`"
           "did you mean {suggestion}?"
           "Conditions and formulas use metrics, columns and reference tables that the plan defines, by id or by display name. A name with spaces or operators in it can stand in backticks.";
    /// A name that nobody knows, and none is near.
    UNKNOWN_NAME: Error "X02"
        zh "表达式里的名称“{found}”不存在"
           "可用的名称：{known}；文字要加引号"
           "条件和公式只能使用已定义的指标、列或参照表。若这里要写的是文字（例如一个状态），请加引号。"
        en "the expression uses a name that does not exist: `{found}`"
           "known names: {known}; a text needs quotes"
           "Conditions and formulas use metrics, columns and reference tables that the plan defines. If a text is meant (a status, say), put it in quotes.";
    /// A value should stand here.
    VALUE_WANTED: Error "X03"
        zh "“{found}”之前缺少一个值"
           "在“{found}”之前写上名称、数字或括号"
           "每个运算符两边都要有值。"
        en "a value is missing before `{found}`"
           "write a name, a number or a parenthesis before `{found}`"
           "An operator needs a value on each side.";
    /// The expression ends where a value should stand.
    VALUE_WANTED_AT_END: Error "X04"
        zh "表达式没有写完：末尾缺少一个值"
           "在末尾补上名称或数字"
           "表达式在运算符之后就结束了。"
        en "the expression is not finished: a value is missing at its end"
           "add the name or number at the end"
           "The expression ends right after an operator.";
    /// Two values without an operator between them.
    OPERATOR_MISSING: Error "X05"
        zh "“{left}”和“{right}”之间缺少运算符"
           "在两者之间写上比较或运算，例如 ≥、且、+；界限也可写成“销售额 10万元以上”"
           "两个值之间必须有运算符。"
        en "an operator is missing between `{left}` and `{right}`"
           "write a comparison or an operation between them, such as >=, and, +"
           "Two values need an operator between them.";
    /// Something stands where it means nothing.
    UNEXPECTED: Error "X06"
        zh "这里不应出现“{found}”"
           "删去它，或检查前面的括号和逗号"
           "此处的符号与前文不相配，多半是多余的括号或逗号。"
        en "`{found}` means nothing at this point"
           "remove it, or check the parentheses and commas before it"
           "The sign does not fit what stands before it; most often a parenthesis or a comma is one too many.";
    /// A bracket or quote is not closed.
    UNCLOSED: Error "X07"
        zh "“{open}”没有对应的“{close}”"
           "在结尾补上“{close}”"
           "括号和引号必须成对；中文引号要用中文引号收尾。"
        en "`{open}` is never closed by `{close}`"
           "add the closing `{close}`"
           "Brackets and quotes come in pairs; a curly quote is closed by a curly quote.";
    /// A character that the language does not have.
    STRANGE: Error "X08"
        zh "表达式里不能使用字符“{found}”"
           "删去它；文字要加引号，特殊名称用反引号括起"
           "该字符不是运算符，也不能出现在名称里。有时是从别处粘贴来的不可见字符。"
        en "the expression has a character with no meaning: `{found}`"
           "remove it; a text needs quotes, an unusual name backticks"
           "The character is no operator and cannot be part of a name. Sometimes it is an invisible character that came with pasted text.";
    /// A number with underscores, an exponent or two points.
    NOT_PLAIN: Error "X09"
        zh "“{found}”不是可用的数字写法"
           "写成 {plain}；大数可写 10万、1.5亿"
           "数字只写数字和一个小数点，不用下划线，不用科学记数法，这样不会读错数量级。"
        en "`{found}` is not how a number is written here"
           "write {plain}"
           "A number is digits and one decimal point, without underscores or exponents, so that nobody misreads its size.";
    /// Digits with a comma that separates thousands, or values.
    GROUPED: Error "X10"
        zh "“{found}”可以有两种读法：千位分隔，或两个值"
           "若是一个数，写成 {plain}；若是几个值，在逗号后加空格"
           "逗号在函数和列表里分隔不同的值，因此数字里不写千位分隔符。"
        en "`{found}` can be read in two ways: thousands, or separate values"
           "for one number write {plain}; for several put a space after the comma"
           "A comma separates values in functions and lists, so numbers have no thousands separators.";
    /// A word behind a number that is no unit.
    UNKNOWN_UNIT: Error "X11"
        zh "“{found}”不是已知的单位"
           "可用：万、亿、%、元或货币代码（CNY）、个、家、次、单、件、人、天、分"
           "数字后面的单位决定它能和什么比较，不认识的单位不能猜。"
        en "`{found}` is not a known unit"
           "use 万, 亿, %, a currency code such as CNY, units, customers, orders, days, points; or no unit"
           "The unit behind a number decides what it can be compared with, so an unknown one is not guessed.";
    /// A day that does not exist.
    IMPOSSIBLE_DAY: Error "X12"
        zh "日期“{found}”不存在"
           "写成 2026-07-01 的形式，年份在 1900 到 2199 之间"
           "该日期在日历上不存在。"
        en "the day {found} does not exist"
           "write a day such as 2026-07-01, in the years 1900 to 2199"
           "The calendar has no such day.";
    /// A function that does not exist.
    UNKNOWN_FUNCTION: Error "X13"
        zh "没有名为“{found}”的函数"
           "是否想写 {suggestion}？可用的函数：{known}"
           "名称后面紧跟括号表示函数。"
        en "there is no function `{found}`"
           "did you mean {suggestion}? functions: {known}"
           "A word before a parenthesis is a function.";
    /// A function with too few or too many values.
    ARITY: Error "X14"
        zh "函数 {function} 需要 {expected} 个值，这里有 {count} 个"
           "补上或删去值；值之间用逗号分隔"
           "每个函数的值的个数是固定的。"
        en "values of the function {function}: {expected} are needed, {count} given"
           "add or remove values; commas separate them"
           "Each function takes a fixed number of values.";
    /// Two comparisons without parentheses.
    COMPARED_TWICE: Error "X15"
        zh "“{found}”之前已经有一个比较"
           "用“且”连接两个条件，或加括号"
           "一个比较的结果是真或假，不能直接再作比较；连续比较只能写成 80% <= x < 100%。"
        en "there is already a comparison before `{found}`"
           "join two conditions with and, or use parentheses"
           "A comparison yields true or false and is not compared again; a chain is written 80% <= x < 100%.";
    /// A chain that rises and falls.
    MIXED_CHAIN: Error "X16"
        zh "两个比较的方向不一致：先是“{first}”，后是“{found}”"
           "写成 80% <= x < 100%，或用“且”分成两个条件，各写上名称"
           "a >= b < c 会比较 b 和 c，多半不是本意，因此不接受。"
        en "the two comparisons don't point the same way: first `{first}`, then `{found}`"
           "write 80% <= x < 100%, or two conditions joined by and, each with its name"
           "a >= b < c compares b with c, which is seldom what is meant, so it is refused.";
    /// 以上 or 以下 where no value waits for a bound.
    BOUND: Error "X17"
        zh "“{found}”用错了位置"
           "写成“销售额 10万元以上”，或用 ≥、不低于，二者只用其一"
           "“以上”“以下”“以内”含本数，直接写在界限之后，前面不能再有大于、小于一类的词。"
        en "`{found}` can't stand here"
           "write 销售额 10万元以上, or use >= or <=, one of the two"
           "以上, 以下 and 以内 include the bound and follow it directly; no other comparison stands before the bound.";
    /// 在 that is not completed.
    WITHIN: Error "X18"
        zh "“{found}”之后没有写完"
           "写成“在10万元以上”“在80%到100%之间”或“在[…]中”"
           "“在”要由以上、以下、之间或中来完成。"
        en "what follows `{found}` is not complete"
           "write 在10万元以上, 在80%到100%之间 or 在[…]中; or in English >=, between … and …, in […]"
           "在 is completed by 以上, 以下, 之间 or 中.";
    /// A between without its second bound.
    BETWEEN: Error "X19"
        zh "“{low}”之后缺少第二个界限"
           "写成“介于 80% 和 100% 之间”，两端都包含"
           "区间需要两个界限。"
        en "the second bound is missing after `{low}`"
           "write: between 80% and 100%; both bounds are included"
           "A range needs two bounds.";
    /// Two units that never meet.
    UNITS: Error "X20"
        zh "单位不同：“{left}”是{left-kind_zh}，“{right}”是{right-kind_zh}"
           "比较、相加和取最值的双方要用同一单位；检查名称，或改写数字后面的单位"
           "金额、个数、比率、天数不能互相比较或相加，不同货币也不能。"
        en "units differ: `{left}` is {left-kind_en}, `{right}` is {right-kind_en}"
           "give both sides one unit: check the names, or the unit behind the number"
           "Money, counts, ratios and days are not compared with or added to one another, nor are two currencies.";
    /// Two types that never meet.
    KINDS: Error "X21"
        zh "类型不同：“{left}”是{left-kind_zh}，“{right}”是{right-kind_zh}"
           "文字加引号，日期写成 2026-07-01 且不加引号，数字不加引号"
           "文字、数字、日期和真假值不能互相比较。"
        en "types differ: `{left}` is {left-kind_en}, `{right}` is {right-kind_en}"
           "a text has quotes; a day is written 2026-07-01 without quotes; a number has no quotes"
           "Texts, numbers, days and truths are not compared with one another.";
    /// Money times money.
    PRODUCT: Error "X22"
        zh "“{left}”（{left-kind_zh}）与“{right}”（{right-kind_zh}）不能这样相乘或相除"
           "金额乘以比率或个数；同一货币的金额相除得到比率"
           "金额乘以金额没有意义，不同货币相除需要先换算。"
        en "`{left}` ({left-kind_en}) and `{right}` ({right-kind_en}) can't be multiplied or divided like this"
           "multiply money by a ratio or a count; money by money of one currency is a ratio"
           "Money times money means nothing, and two currencies need a conversion first.";
    /// A bare number above one beside a ratio.
    SHARE_OR_TIMES: Error "X23"
        zh "比率旁边的“{found}”可能是 {percent}，也可能是 {times}"
           "写明 {percent} 或 {times}"
           "比率以 1 为 100%。大于 1 的数如果不带 % 就有两种读法，不能猜。"
        en "beside a ratio, `{found}` may mean {percent} or {times}"
           "write {percent} or {times}"
           "A ratio of 1 is 100%. A number above 1 without % can be read in two ways, so it is not guessed.";
    /// A value of the wrong type.
    WRONG_KIND: Error "X24"
        zh "“{found}”是{kind_zh}，这里需要{expected_zh}"
           "换成{expected_zh}，或加上比较"
           "且、或、非连接条件，四则运算用于数字，包含和开头为用于文字。"
        en "`{found}` is {kind_en}, but {expected_en} is needed here"
           "use a value that is {expected_en}, or add a comparison"
           "and, or, not join conditions; arithmetic takes numbers; contains and starts with take texts.";
    /// The whole is no condition.
    NO_CONDITION: Error "X25"
        zh "“{found}”是{kind_zh}，不是条件"
           "加上比较，例如“销售额 ≥ 10万元”"
           "条件的结果必须是真或假。"
        en "`{found}` is {kind_en}, not a condition"
           "add a comparison, such as sales >= 100000"
           "A condition must be true or false.";
    /// The whole is no number of the wanted unit.
    NO_FORMULA: Error "X26"
        zh "“{found}”的结果是{kind_zh}，这里需要{expected_zh}"
           "检查公式的单位，例如个数乘以单价 800元 才是金额"
           "公式的结果要与所定义的单位一致。"
        en "`{found}` yields {kind_en}, but {expected_en} is needed"
           "check the units: a count times 800 CNY is money, a count times 800 is a count"
           "The result of a formula has the unit that the plan declares for it.";
    /// Text or truth values in an order.
    NO_ORDER: Error "X27"
        zh "{kind_zh}不分大小，不能用“{sign}”比较"
           "只用 = 或 !=，或用 属于、包含、开头为"
           "文字的先后取决于排序规则，真假没有先后。"
        en "{kind_en} has no order, so `{sign}` can't compare it"
           "use = or !=, or in, contains, starts with"
           "The order of texts depends on a collation, and truths have none.";
    /// A list or table used as a value.
    SET_AS_VALUE: Error "X28"
        zh "“{found}”是一组值，只能用在“属于”之后"
           "写成 x 属于 {found}"
           "列表和参照表不是单个值。"
        en "{found} is a set of values, which can only stand behind `in`"
           "write: x in {found}"
           "Lists and reference tables are not single values.";
    /// `in` with something that is no set.
    NO_SET: Error "X29"
        zh "“{found}”不是列表，也不是参照表"
           "写成 属于 [\"赢单\", \"已成交\"] 或 属于 参照表名称；比较单个值用 ="
           "“属于”之后要写一组值。"
        en "{found} is neither a list nor a reference table"
           "write in [\"won\", \"paid\"] or in and the table's name; compare a single value with ="
           "in is followed by a set of values.";
    /// An empty list.
    EMPTY_LIST: Error "X30"
        zh "列表是空的：{found}"
           "在方括号里写上值"
           "没有任何值属于空列表，条件永远不成立。"
        en "the list is empty: {found}"
           "write values between the brackets"
           "Nothing is in an empty list, so the condition never holds.";
    /// A name in a list.
    NAME_IN_LIST: Error "X31"
        zh "列表里只能写固定的值，“{found}”不是"
           "文字加引号；要与另一列比较用 ="
           "列表里的值必须直接写出。"
        en "a list holds written values only; `{found}` is none"
           "put a text in quotes; compare with another column by ="
           "The values of a list are written out.";
    /// A number that must be written.
    WRITTEN_NUMBER: Error "X32"
        zh "{function} 的这个值“{found}”应是 {least} 到 {most} 的整数"
           "直接写一个整数"
           "位数和期数必须直接写出，这样检查时就能确定。"
        en "this value of {function} must be a written whole number from {least} to {most}: `{found}`"
           "write a whole number"
           "Places and periods are written out, so that they are known before anything runs.";
    /// A rounding mode that does not exist.
    ROUNDING: Error "X33"
        zh "“{found}”不是舍入方式"
           "可用：{known}，要加引号"
           "half-up 四舍五入，half-even 四舍六入五成双，down 去尾，up 进一。"
        en "{found} is not a way of rounding"
           "use one of {known}, in quotes"
           "half-up: ties away from zero; half-even: ties to the even digit; down: towards zero; up: away from zero.";
    /// Another period of something that is no name.
    NAME_WANTED: Error "X34"
        zh "{function} 只能用于一个指标名称，“{found}”不是"
           "对每个指标分别使用，例如 previous(won) / previous(lost)"
           "上期、去年同期和累计取的是指标在另一时期的值。"
        en "{function} takes the name of a metric, which `{found}` is not"
           "apply it to each metric: previous(won) / previous(lost)"
           "previous, last_year and the totals to date take a metric's value of another period.";
    /// Another period of something without periods.
    NO_PERIODS: Error "X35"
        zh "“{found}”没有按期的值，不能用 {function}"
           "改用按期统计的指标"
           "只有按期统计的指标才有上期、去年同期和累计。"
        en "`{found}` has no values by period, so {function} can't be asked of it"
           "use a metric that is measured by period"
           "Only a metric that is measured by period has a previous one.";
    /// Too deeply nested.
    DEEP: Error "X36"
        zh "表达式嵌套过深（最多约 {limit} 层）"
           "把一部分定义成单独的指标，再引用它"
           "过深的表达式没有人能核对。"
        en "the expression is nested too deeply (about {limit} levels at most)"
           "define a part of it as a metric of its own and use its name"
           "Nobody can check an expression that deep.";
    /// Too long.
    LONG: Error "X37"
        zh "表达式过长（最多 {limit} 字节）"
           "把一部分定义成单独的指标，再引用它；长列表改用参照表"
           "过长的表达式没有人能核对。"
        en "the expression is too long ({limit} bytes at most)"
           "define a part of it as a metric of its own; make a long list a reference table"
           "Nobody can check an expression that long.";
    /// Nothing written.
    EMPTY: Error "X38"
        zh "表达式是空的"
           "写上条件或公式；不需要时删去这一项"
           "空的条件既不是真也不是假。"
        en "the expression is empty"
           "write the condition or formula, or remove the key"
           "An empty condition is neither true nor false.";
}
