"""The lanes beside the count, and what would change the level, for a page."""

from law import lanes as law_lanes


def lanes(weighed):
    """Return the filled lanes, each reason with its questions, and the outlook of the open answers."""
    first, answers, further = weighed
    items = {item.code: item for each in (first, *(each for each, _ in further)) for item in each.items}
    filled = law_lanes.fill(first, answers, further)
    return {
        "lanes": [
            {
                "title": each.lane.title,
                "words": each.words,
                "reasons": [
                    {
                        "text": reason.text,
                        "alone": reason.code == f"{each.lane.code}_SAID",
                        "items": [items[code] for code in reason.item_codes],
                    }
                    for reason in each.reasons
                ],
                "open": each.open,
            }
            for each in filled
        ],
        "outlook": law_lanes.outlook(first, answers, further),
    }
