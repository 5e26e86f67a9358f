"""Codes -> one short sentence in Chinese and in English. Words for people: never part of a verdict's bytes."""

from collections.abc import Mapping

from app.verification.finding import Flag, Reason
from app.verification.requirement import Certainty
from app.verification.statements import AS_REPORTED, ILAC_G8, ISO_4259, JCGM_106
from app.wording.deadline_issues import DEADLINE_ISSUES
from app.wording.words import Language, Words
from methods.acceptance import Comparison
from methods.outcome import Outcome

__all__ = ["Language", "Words"]

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.CONFORMING: Words("符合", "conforming"),
    Outcome.NONCONFORMING: Words("不符合", "nonconforming"),
    Outcome.UNDETERMINED: Words("无法判定", "undetermined"),
    Outcome.MISSING: Words("缺少结果", "missing"),
    Outcome.INVALID: Words("无法识读", "invalid"),
    Outcome.NOT_APPLICABLE: Words("不作判定", "not applicable"),
}

REASONS: Mapping[Reason, Words] = {
    Reason.WITHIN_LIMIT: Words("结果在限值之内", "The result is within the limit."),
    Reason.BEYOND_LIMIT: Words("结果超出限值", "The result is beyond the limit."),
    Reason.LIMIT_INSIDE_RESULT: Words("结果的可能取值跨越限值", "The result may lie on either side of the limit."),
    Reason.NO_RESULT: Words("报告中没有该项目的结果", "The report has no result for this item."),
    Reason.LIMIT_NOT_HELD: Words("该项要求未掌握", "This requirement is not held here."),
    Reason.OTHER_METHOD: Words("条款指定了另一方法", "The clause names another method."),
    Reason.METHOD_NOT_ACCEPTED: Words("标准未列出该检验方法", "The standard does not list this method."),
    Reason.BESIDE_NAMED_METHOD: Words(
        "已有指定方法的结果, 此结果仅供参考", "A result by the named method counts instead."
    ),
    Reason.DETECTION_LIMIT_MISSING: Words("未检出, 但未给出检出限", "Not detected, but no detection limit is stated."),
    Reason.TRACE_WITHOUT_NUMBER: Words("痕迹没有对应的数值", "A trace has no number to compare."),
    Reason.NUMBER_AGAINST_WORDS: Words(
        "限值是文字, 数值无法与之比较", "The limit is in words; a number cannot be compared."
    ),
    Reason.WORD_NOT_LISTED: Words("该文字不在限值所列之内", "The limit does not list this word."),
    Reason.NOT_A_NUMBER: Words("限值是数值, 结果不是", "The limit is a number, the result is not."),
    Reason.CLASS_UNKNOWN: Words("没有这一级别", "The scale has no such class."),
    Reason.NOT_REQUIRED: Words("规则不要求", "The scheme does not ask for this item."),
}

FLAGS: Mapping[Flag, Words] = {
    Flag.PROVISIONAL_LIMIT: Words(
        "暂定限值: 尚未由两人对照标准原文核对",
        "Provisional limit: not yet read back against the standard by two persons.",
    ),
    Flag.DOUBTFUL_PRINT: Words(
        "规则原文此处存疑, 读法已记录", "The rule's print is doubtful here; how it is read is recorded."
    ),
    Flag.METHOD_EDITION_UNKNOWN: Words("该方法的这一版本未收录", "This edition of the method is not on its card."),
    Flag.METHOD_EDITION_NOT_IN_FORCE: Words(
        "所用方法版本在检验日尚未实施", "The edition of the method was not in force on the day of the test."
    ),
    Flag.CETANE_INDEX_DIFFERS: Words(
        "十六烷指数与按密度和馏程计算的值相差大于 0.5",
        "The cetane index differs by more than 0.5 from its own formula.",
    ),
    Flag.CETANE_INDEX_NOT_CHECKED: Words(
        "十六烷指数未能按公式核对", "The cetane index could not be checked against its formula."
    ),
    Flag.DISTILLATION_ORDER: Words("馏程回收温度没有依次升高", "The recovered temperatures do not rise."),
    Flag.STATED_REQUIREMENT_DIFFERS: Words(
        "实验室所列标准要求与本规则不同", "The requirement printed by the laboratory is another one."
    ),
    Flag.STATED_REQUIREMENT_UNREADABLE: Words(
        "实验室所列标准要求无法识读", "The requirement printed by the laboratory cannot be read."
    ),
    Flag.STATED_VERDICT_DIFFERS: Words("实验室的单项判定与此不同", "The laboratory's own verdict is another one."),
    Flag.STATED_VERDICT_UNREADABLE: Words("实验室的单项判定无法识读", "The laboratory's own verdict cannot be read."),
}

CERTAINTIES: Mapping[Certainty, Words] = {
    Certainty.CONFIRMED: Words("已核对", "confirmed"),
    Certainty.PROVISIONAL: Words("暂定", "provisional"),
    Certainty.NOT_HELD: Words("未掌握", "not held"),
}
CERTAINTY_MEANINGS: Mapping[Certainty, Words] = {
    Certainty.CONFIRMED: Words(
        "限值印在所持有的规则原文中, 或已由两人核对", "Printed in a text that is held, or read back."
    ),
    Certainty.PROVISIONAL: Words("限值有数值, 但尚未对照标准原文核对", "There is a number, not yet read back."),
    Certainty.NOT_HELD: Words(
        "限值尚未掌握, 该项不能判定", "The limit is not known here; the item stays undetermined."
    ),
}

ISSUES: Mapping[str, Words] = {
    "archive_path": Words("工作簿内含指向外部的路径", "The workbook has members that point outside it."),
    "below_detection_limit": Words("结果低于其检出限", "The result lies below its own detection limit."),
    "body_too_large": Words("内容过大", "The content is too large."),
    "cell_error": Words("单元格是错误值", "The cell holds an error."),
    "cell_misplaced": Words("这一格不应有内容", "Nothing belongs into this cell."),
    "cell_unreadable": Words("单元格无法识读", "The cell cannot be read."),
    "class_unknown": Words("没有这一级别", "The scale has no such class."),
    "column_missing": Words("缺少一列", "A column is missing."),
    "control_character": Words("含有控制字符或双向控制字符", "There is a control character."),
    "conflicting_results": Words(
        "同一项目、方法和平行样有两个不同的值", "Two values for one item, method and replicate."
    ),
    "correction_of_other_report": Words("更正的不是同一份报告或样品", "This corrects another report or sample."),
    "csv_malformed": Words("CSV 格式有误", "This is not well-formed CSV."),
    "csv_separator": Words("单元格之间须用逗号分隔", "Cells are separated by another mark than a comma."),
    "date_invalid": Words("不是日期", "This is no date."),
    "dates_out_of_order": Words("取样、收样、检验日期次序不对", "Sampling, receipt and test are out of order."),
    "decimal_separator_ambiguous": Words(
        "逗号是小数点还是千位分隔符不明确", "The comma may be a decimal point or not."
    ),
    "detection_limit_missing": Words("未检出, 但没有检出限", "Not detected, but there is no detection limit."),
    "detection_limit_not_applicable": Words("该项目没有检出限", "This item has no detection limit."),
    "duplicate_column": Words("表头重复", "A heading stands there twice."),
    "duplicate_key": Words("JSON 键重复", "A key stands there twice."),
    "duplicate_row": Words("说明行重复", "A row of labels stands there twice."),
    "edition_not_in_force": Words("该日没有已知有效的标准版本", "No edition is known to be in force on this day."),
    "empty_table": Words("表格没有内容", "The table is empty."),
    "encoding_suspect": Words("文字编码可疑", "The encoding is doubtful."),
    "field_missing": Words("缺少必填内容", "A required field is missing."),
    "field_too_large": Words("单元格内容过长", "The cell is too long."),
    "file_is_directory": Words("这是文件夹, 不是文件", "This is a directory, not a file."),
    "file_missing": Words("找不到文件", "There is no such file."),
    "file_too_large": Words("文件过大", "The file is too large."),
    "file_unreadable": Words("文件无法读取", "The file cannot be read."),
    "formatted_text": Words("含有上标、下标或删除线", "Characters are raised, lowered or struck out."),
    "format_ambiguous": Words("格式不能确定", "The bytes fit several formats."),
    "format_broken": Words("该格式的适配器无法使用", "The adapter of this format cannot be used."),
    "format_unknown": Words("格式无法识别", "The format is not known."),
    "formula_without_value": Words("公式没有保存计算值", "The formula has no stored value."),
    "grade_conflict": Words("牌号互相矛盾", "The grades that are given do not agree."),
    "grade_missing": Words("没有给出牌号", "No grade is given."),
    "grade_not_expected": Words("该规则的产品不分牌号", "The product of this scheme has no grades."),
    "grade_unknown": Words("规则没有这个牌号", "The scheme has no such grade."),
    "head_not_expected": Words("JSON 报告自带表头信息, 不另给 --head", "A JSON report has its own head."),
    "heading_missing": Words("该列没有表头", "The column has no heading."),
    "hidden_content": Words("有隐藏的内容", "There is hidden content."),
    "identifier_not_canonical": Words("编号的字符组合形式不规范", "The identifier is not in composed form."),
    "item_ambiguous": Words("项目名称可指几个项目", "The name stands for several items."),
    "item_unknown": Words("项目名称未收录", "The item is not known."),
    "limit_unreadable": Words("限值无法识读", "The limit cannot be read."),
    "line_break": Words("单元格内有换行", "There is a line break in the cell."),
    "malformed_json": Words("JSON 格式有误", "This is not well-formed JSON."),
    "merged_cells": Words("有合并的单元格", "Cells are merged."),
    "method_unknown": Words("方法未收录", "The method is not known."),
    "no_results": Words("没有任何结果", "There are no results."),
    "not_a_workbook": Words("不是 XLSX 工作簿", "This is not an XLSX workbook."),
    "number_as_text": Words("编号和名称须以文本格式录入", "A name or number of a sample stands there as a number."),
    "number_format": Words("单元格的数字格式使显示值不明确", "The format of the cell leaves open what it shows."),
    "number_malformed": Words("不是规定写法的数", "This is not a number as it must be written."),
    "number_not_finite": Words("不是有限的数", "This is not a finite number."),
    "number_not_positive": Words("必须大于 0", "The number must be above 0."),
    "number_out_of_range": Words("数的大小超出范围", "The number is too large or too small."),
    "number_too_long": Words("数字过长", "The number has too many characters."),
    "offset_missing": Words("时刻没有注明时区", "The instant has no offset from UTC."),
    "physically_impossible": Words("该值在物理上不可能", "The value is physically impossible."),
    "report_exists": Words("同一编号的报告已存在, 内容不同", "A report of this number exists, with other content."),
    "results_not_expected": Words("--head 文件不应含有结果", "The head must not have results."),
    "risk_not_answered": Words("风险无法计算", "The risk cannot be computed."),
    "row_missing": Words("缺少一行", "A row is missing."),
    "row_width": Words("该行的单元格数与表头不符", "The row has another number of cells than the headings."),
    "sample_column_missing": Words("缺少样品编号列", "There is no column of samples."),
    "sample_conflict": Words("样品编号前后不一致", "The numbers of the sample do not agree."),
    "sample_missing": Words("缺少样品编号", "The number of the sample is missing."),
    "scheme_not_in_force": Words("该日规则尚未实施或已失效", "The scheme is not in force on this day."),
    "scheme_unknown": Words("没有这个规则", "There is no such scheme."),
    "several_sheets": Words("有几个工作表含有内容", "Several sheets hold something."),
    "table_too_large": Words("表格过大", "The table is too large."),
    "tested_after_issue": Words("检验日期晚于报告签发日期", "The test is later than the report."),
    "text_not_unicode": Words("文本不是有效的 Unicode", "The text is not valid Unicode."),
    "text_too_long": Words("文本过长", "The text is too long."),
    "too_many_faults": Words("问题过多", "There are more faults than are listed."),
    "too_many_members": Words("工作簿内部文件过多", "The workbook has too many members."),
    "too_many_results": Words("结果过多", "There are too many results."),
    "uncertainty_in_value": Words("结果栏中写有不确定度", "An uncertainty stands in the value."),
    "uncertainty_incomplete": Words("扩展不确定度与包含因子须同时给出", "Expanded uncertainty and k come together."),
    "unit_ambiguous": Words("单位有几种含义", "The unit has several meanings."),
    "unit_basis_mismatch": Words("单位的基准与项目不符", "The unit is on another basis than the item."),
    "unit_conflict": Words("单位与项目名称中的单位不一致", "The unit differs from the one in the item's name."),
    "unit_in_value": Words("结果栏中写有单位", "A unit stands in the value."),
    "unit_kind_mismatch": Words("单位属于另一种量", "The unit is of another sort of quantity."),
    "unit_missing": Words("缺少单位", "The unit is missing."),
    "unit_not_expected": Words("该项目没有单位", "The item has no unit."),
    "unit_unknown": Words("单位未收录", "The unit is not known."),
    "unknown_column": Words("表头未收录", "The heading is not known."),
    "unknown_field": Words("报告格式没有这个字段", "The format has no such field."),
    "unknown_row": Words("说明行未收录", "The label of the row is not known."),
    "unpacked_too_large": Words("工作簿解压后过大", "The workbook unpacks to too much."),
    "value_missing": Words("缺少结果值", "The value is missing."),
    "value_not_single": Words("不是单个数值", "This is not one number."),
    "wrong_product": Words("不是该规则的产品", "This is another product than the scheme's."),
    "wrong_type": Words("内容的类型不对", "This is of the wrong type."),
    "xml_forbidden": Words("工作簿内含禁止的 XML 内容", "The workbook has XML that is not allowed."),
    **DEADLINE_ISSUES,
}

STATEMENT_WORDS: Mapping[str, Words] = {
    ISO_4259: Words("ISO 4259-2, 95 %", "ISO 4259-2, 95 %"),
    ILAC_G8: Words("ILAC-G8:09/2019, w = U", "ILAC-G8:09/2019, w = U"),
    JCGM_106: Words("JCGM 106:2012", "JCGM 106:2012"),
    AS_REPORTED: Words("报告所列扩展不确定度", "expanded uncertainty as reported"),
    "pass": Words("通过", "pass"),
    "conditional_pass": Words("有条件通过", "conditional pass"),
    "conditional_fail": Words("有条件不通过", "conditional fail"),
    "fail": Words("不通过", "fail"),
    "not_demonstrated": Words("未能证明符合", "not demonstrated"),
    "not_rejected": Words("不足以拒收", "not rejected"),
    "not_computed": Words("未计算", "not computed"),
    "supplier": Words("供方", "supplier"),
    "recipient": Words("需方", "recipient"),
    "R": Words("R", "R"),
    "w": Words("w", "w"),
    "decision_limit": Words("界限", "limit"),
    "acceptance_limit": Words("接受限", "acceptance limit"),
    "rejection_limit": Words("拒绝限", "rejection limit"),
    "p_conform": Words("符合概率", "p conform"),
    "p_nonconform": Words("不符合概率", "p nonconform"),
}
COMPARISONS: Mapping[Comparison, Words] = {
    Comparison.FULL_VALUE: Words("全数值比较法", "full value"),
    Comparison.ROUNDED_VALUE: Words("修约值比较法", "rounded value"),
}
