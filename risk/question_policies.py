"""May this version be acknowledged, and this wording be loaded? Each check raises Refused with the sentence."""

from core.errors import Refused

PARTS = ("code", "version", "licence", "items")


def check_can_acknowledge(question_set, *, current, acknowledged):
    """Refuse to acknowledge a version that is over, or twice."""
    if not current:
        raise Refused(f"Version {question_set.version} of {question_set.title} is over. Open the list again.")
    if acknowledged:
        raise Refused("You acknowledged this version before. Nothing more is needed.")


def check_content(content):
    """Refuse a file of wording that lacks a part, or has parts of another shape."""
    missing = [part for part in PARTS if not content.get(part)]
    if missing:
        raise Refused(f"The file lacks {', '.join(missing)}. It needs code, version, licence and items.")
    unknown = [part for part in content if part not in PARTS]
    if unknown:
        raise Refused(f"The file says {', '.join(unknown)}, which is no setting of a wording. Take it out.")
    for part in PARTS[:-1]:
        if not isinstance(content[part], str):
            raise Refused(f"{part} must be text in quotation marks.")
    items = content["items"]
    whole = isinstance(items, list) and all(isinstance(each, dict) and set(each) == {"code", "text"} for each in items)
    if not whole or not all(isinstance(text, str) and text.strip() for each in items for text in each.values()):
        raise Refused("Each of the items needs a code and a text, and nothing else.")
    for part in PARTS[:-1]:
        check_plain(content[part], part)
    for number, each in enumerate(items, start=1):
        check_plain(each["code"], f"the code of item {number}")
        check_plain(each["text"], f"the text of item {number}, {each['code']}")
    codes = [each["code"] for each in items]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise Refused(f"Worded twice: {', '.join(twice)}. Keep one of each.")


def check_plain(text, what):
    """Refuse a text that cannot be kept."""
    if "\0" in text:
        raise Refused(
            f"There is a character (NUL) in {what} that no text may hold. Take it out and load the file again."
        )


def refuse_unknown(content):
    """Refuse wording for questions that are not asked here."""
    raise Refused(
        f"There are no questions {content['code']}, version {content['version']}. docs/law.md lists every version."
    )


def check_texts(question_set, texts):
    """Refuse wording that leaves a question out, or words one that the version does not ask."""
    codes = [item.code for item in question_set.items]
    missing = [code for code in codes if code not in texts]
    if missing:
        raise Refused(f"Without wording: {', '.join(missing)}. A licensed wording is loaded whole or not at all.")
    strange = [code for code in texts if code not in codes]
    if strange:
        raise Refused(f"{question_set.code} does not ask {', '.join(strange)}. Check the codes.")


def check_not_in_use(*, used):
    """Refuse another wording after the force has asked with the one it loaded."""
    if used:
        raise Refused(
            "This force has asked these questions with the wording that is loaded, so it stays as it was asked. "
            "Load another wording with a new version of the questions."
        )
