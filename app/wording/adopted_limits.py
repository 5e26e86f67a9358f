"""Limits that a certification body adopts: faults of their document, in words."""

from collections.abc import Mapping

from app.wording.words import Words

ADOPTED_LIMIT_ISSUES: Mapping[str, Words] = {
    "body_differs": Words("不是作出决定的认证机构", "This is another body than the one that decides."),
    "dates_overlap": Words("同一要求的采用期间重叠", "Two adoptions for one requirement overlap."),
    "limit_impossible": Words("限值在物理上不可能", "No result can reach this limit."),
    "limit_of_other_form": Words("该项目的结果不是这种形式", "Results of this item have another form."),
    "limit_unit_differs": Words("限值自带的单位与所列单位不同", "The limit's own unit is another than the one given."),
    "requirement_held": Words(
        "该项要求已有限值, 机构不能替换", "A limit is held for this; a body does not replace it."
    ),
    "requirement_unknown": Words("规则没有这项要求", "The scheme has no such requirement."),
    "standard_differs": Words("不是该规则所依据的标准", "The scheme rests on another standard."),
    "words_contradict": Words("同一用词既认可又不认可", "A word is both accepted and refused."),
}
