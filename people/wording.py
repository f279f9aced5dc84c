"""The sentences that say why a name agrees, and how sure it is who is meant."""

# How sure it is that somebody found is meant, from this score on.
SURE = ((0.99, "Almost certainly meant"), (0.9, "Probably meant"), (0.3, "Perhaps meant"), (0.0, "Unlikely"))
LABELS = {"given": "given name", "family": "family name"}
SENTENCES = {
    "part": "One of the names is the same: {held}",
    "variant": "Name sounds alike: {asked} / {held}",
    "sounds": "Name sounds alike: {asked} / {held}",
    "short_form": "Short form of a name: {asked} / {held}",
    "spelt": "Name spelt alike: {asked} / {held}",
    "begins": "Name begins alike: {asked} / {held}",
    "initial": "Same initial: {asked} / {held}",
    "alike": "Name looks alike: {asked} / {held}",
}


def how_sure(score):
    """Return in words how likely it is that somebody found is meant."""
    return next(words for least, words in SURE if score >= least)


def name(whole, shown, alias):
    """Return the sentences for a name: `whole` as Names.whole gives it, `shown` as it stands on record."""
    _, order, *parts = whole
    levels = {label: part[0] for label, part in zip(LABELS, parts, strict=True)}
    found = []
    if alias and "different" not in levels.values():
        found.append(f"Also known as {' '.join(filter(None, shown))}")
    if set(levels.values()) == {"same"}:
        found.append("Same name")
    else:
        found += [sentence for each in zip(LABELS, parts, shown, strict=True) if (sentence := part_of(*each))]
    if order == "turned" and set(levels.values()) - {"missing", "not_held", "not_asked", "different"}:
        found.append("Names the other way round")
    return found


def part_of(label, part, shown):
    """Return the sentence for one part of a name, or "" where there is nothing to say."""
    level, _, asked, held = part
    if level == "same":
        return f"Same {LABELS[label]}"
    if level not in SENTENCES:
        return ""
    written = shown if len(shown.split()) == 1 and "-" not in shown else held.capitalize()
    return SENTENCES[level].format(asked=asked.capitalize(), held=written)
