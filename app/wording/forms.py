"""Words for what is wrong with a document of a certification body, whatever it is about."""

from collections.abc import Mapping

from app.wording.words import Words

FORM_ISSUES: Mapping[str, Words] = {
    "two_persons_needed": Words("须有两名不同的人", "Two different persons are needed."),
    "word_unknown": Words("没有这个选项", "This is none of the words that can stand here."),
}
