//! Codes of templates and rendered documents (W…).

use super::codes;

codes! {
    /// Tera can't read the template.
    SYNTAX: Error "W01"
        zh "模板语法错误：{reason}"
           "改正这一处再运行；用 incent templates 可以取出内置模板对照"
           "模板不符合 Tera 的语法，无法读取。原因由模板引擎给出，为英文。"
        en "template syntax error: {reason}"
           "mend this place and run again; incent templates copies out the built-in template to compare with"
           "The template does not follow Tera's grammar and can't be read. The reason is the engine's own.";
    /// A variable or field that the document doesn't have.
    UNKNOWN_NAME: Error "W02"
        zh "文档里没有名为 {name} 的内容，最接近的是 {nearest}"
           "改成文档提供的名称；incent templates 可以列出文档提供的全部内容"
           "模板只能引用文档提供的内容。名称写错时不会留空，以免该有数字的地方悄悄空着。"
        en "the document has nothing named {name}; the nearest is {nearest}"
           "use a name that the document offers; incent templates prints all that a document offers"
           "A template can only place what the document offers. A wrong name never prints as nothing, so that no figure is silently missing.";
    /// A filter that templates don't have.
    UNKNOWN_FILTER: Error "W03"
        zh "模板里没有过滤器 {name}，最接近的是 {nearest}"
           "可用的过滤器：default、first、last、length、lower、nth、trim、truncate、upper"
           "文档内容到模板时已经是写好的文字，模板只负责摆放，所以过滤器很少；safe 会让数据破坏排版，因此不提供。"
        en "templates have no filter {name}; the nearest is {nearest}"
           "the filters are default, first, last, length, lower, nth, trim, truncate, upper"
           "Contents reach a template as finished words that it only places, so filters are few; safe would let data break the layout and isn't offered.";
    /// A function that templates don't have.
    UNKNOWN_FUNCTION: Error "W04"
        zh "模板里没有函数 {name}，最接近的是 {nearest}"
           "可用的函数：range（重复空行）、super（上级模板的同名部分）"
           "模板不能取时间、随机数或环境，这样同样的输入总是得到同样的文件。"
        en "templates have no function {name}; the nearest is {nearest}"
           "the functions are range (to repeat empty rows) and super (the same block of the parent template)"
           "A template can't ask for time, chance or environment, so that the same input always gives the same file.";
    /// A test that templates don't have.
    UNKNOWN_TEST: Error "W05"
        zh "模板里没有判断 is {name}，最接近的是 {nearest}"
           "可用的判断：defined、undefined、none、odd、even、starting_with、ending_with、containing"
           "模板只作简单的判断，业务规则写在计划里。"
        en "templates have no test is {name}; the nearest is {nearest}"
           "the tests are defined, undefined, none, odd, even, starting_with, ending_with, containing"
           "A template makes simple tests only; business rules stand in the plan.";
    /// A template that isn't there.
    UNKNOWN_TEMPLATE: Error "W06"
        zh "没有名为 {name} 的模板，最接近的是 {nearest}"
           "改成 templates/ 里的文件名，或 builtin/ 开头的内置模板名"
           "模板只能引用本计划 templates/ 里的模板和内置模板，不能引用别处的文件。"
        en "there is no template {name}; the nearest is {nearest}"
           "name a file of templates/, or a built-in as builtin/NAME"
           "A template can only use templates of the plan's templates/ and built-in ones, never a file elsewhere.";
    /// Something that Tera could do and templates here may not.
    NOT_FOR_TEMPLATES: Error "W07"
        zh "模板里不能用 {what}"
           "去掉它；要合计、比较或另算的数字请写在计划里，由文档提供"
           "模板只摆放写好的内容，不计算、不拼接、不比大小、不成段缓存，因此不会印出与系统不一致的数字，也不会失控。"
        en "templates can't use {what}"
           "take it out; figures to sum, compare or derive belong into the plan, and the document offers them"
           "A template places finished words and neither computes, joins, compares sizes nor buffers parts, so it can't print a figure that differs from the system's and can't run away.";
    /// Templates that include or extend one another in a circle, or any other refusal of a set.
    SET: Error "W08"
        zh "这些模板不能一起使用：{reason}"
           "检查 extends、include 和 block 的名称"
           "模板之间不能互相包含成环，block 只能覆盖上级模板已有的部分。原因由模板引擎给出，为英文。"
        en "these templates don't work together: {reason}"
           "check the names in extends, include and block"
           "Templates can't include each other in a circle, and a block can only replace one that the parent has. The reason is the engine's own.";
    /// A template that can't be rendered.
    RENDER: Error "W09"
        zh "生成文档 {document} 时出错：{reason}"
           "按原因改正模板"
           "模板在填入内容时出错，这次运行没有写出任何文件。原因由模板引擎给出，为英文。"
        en "document {document} can't be rendered: {reason}"
           "mend the template as the reason says"
           "The template failed while it was filled, and this run has written nothing. The reason is the engine's own.";
    /// A document that grows beyond the limit.
    TOO_BIG: Error "W10"
        zh "文档 {document} 超过 {limit} MiB"
           "检查模板里的循环是否重复输出"
           "一份文档的大小有上限，失控的模板不会写满磁盘。这次运行没有写出任何文件。"
        en "document {document} grows beyond {limit} MiB"
           "check the template's loops for repeated output"
           "A document's size is limited, so that a runaway template can't fill the disk. This run has written nothing.";
    /// A document that takes too long.
    TOO_SLOW: Error "W11"
        zh "文档 {document} 在 {limit} 秒内没有生成完"
           "检查模板里的循环是否嵌套过多"
           "一份文档的生成时间有上限，不会结束的模板不会卡住命令。这次运行没有写出任何文件。"
        en "document {document} isn't finished after {limit} s"
           "check the template for loops within loops"
           "The time for a document is limited, so that an endless template can't hold the command. This run has written nothing.";
    /// An override that nothing uses.
    UNUSED: Warning "W12"
        zh "这个模板没有用处：没有名为 {name} 的文档，也没有模板引用它；最接近的是 {nearest}"
           "改成要覆盖的模板的文件名，或删去"
           "templates/ 里的文件按文件名覆盖内置模板；文件名写错时覆盖不会生效。"
        en "this template is of no use: no document is named {name} and no template uses it; the nearest is {nearest}"
           "give it the file name of the template that it shall override, or remove it"
           "Files of templates/ override built-in templates by file name; under a wrong name they do nothing.";
    /// A template file that is far too long, or too many of them.
    TOO_MANY: Error "W13"
        zh "模板过大或过多：单个模板不超过 {kib} KiB，总数不超过 {count} 个"
           "删去不用的模板，把大段固定文字放到文档之外"
           "模板的大小和数量有上限，以免读取时耗尽内存。"
        en "templates are too big or too many: at most {kib} KiB each and {count} in all"
           "remove what isn't used, and keep long fixed texts outside of templates"
           "Size and number of templates are limited, so that reading them can't exhaust the memory.";
}
