"""A call that a machine sent, as it would stand on the page: so that a person can go on with it."""

from incidents import drafting
from incidents.forms.calls import TICKS

PLAIN = "channel address postcode what kind connected caller_number children grade grade_note".split()
OF_A_PERSON = "person_id role given_name family_name born_on phone sex relation".split()
KNOWN = {code for code, _ in TICKS}


def as_typed(call):
    """Return {input: [values]} of a call as `serializers.LogCall` gives it; what has no input is added to the words."""
    typed = {name: [str(call[name])] for name in PLAIN if call.get(name)}
    facts = dict(call.get("facts") or {})
    if violence := facts.pop("violence", None):
        typed["violence"] = [str(violence)]
    typed["facts"] = [name for name in facts if name in KNOWN and facts[name] is True]
    typed["dropped"] = ["on"] if call.get("dropped") else []
    typed |= {f"thrive_{code}": [words] for code, words in (call.get("thrive") or {}).items()}
    script = call.get("script") or {}
    typed |= {"script_version": [script.get("version", "")]}
    typed |= {f"script_{code}": [answer] for code, answer in script.get("answers", {}).items()}
    for place, person in enumerate(call["people"]):
        typed |= {f"people-{place}-{name}": [str(person[name])] for name in OF_A_PERSON if person.get(name)}
    typed["people-TOTAL_FORMS"] = [str(len(call["people"]))]
    typed["what"] = ["\n".join([*typed.get("what", []), *without_input(call, facts)])]
    return drafting.fit({name: values for name, values in typed.items() if any(values)})


def without_input(call, facts):
    """Return lines for what the page has no input for: other facts, connections between people, times."""
    lines = [f"{name}: {value}" for name, value in facts.items() if not (name in KNOWN and value is True)]
    lines += [
        f"Person {link['of'] + 1} is {link['kind']} of person {link['to'] + 1}"
        for link in call.get("relationships", ())
    ]
    return lines + [f"{name}: {call[name].isoformat()}" for name in ("occurred_at", "reported_at") if call.get(name)]
