"""The grammar that all lists of the graph share: ids, within, near, filter, sort, and pages."""

import base64
import hashlib
import json
import math

from graphql_execution import InputError

EARTH_RADIUS_METRES = 6_371_008.8
MOST_IDS = 100
MOST_METRES = 20_000


def list_items(items, arguments, known, keys):
    """
    A page of `items`, which the filter has chosen. `known` are all that there are, by id; `keys` the fields that a sort can
    name, beside ID and DISTANCE.
    """
    ids, near = arguments.get("ids"), arguments.get("near")
    sort = arguments.get("sort") or []
    check(arguments, known)
    chosen = [item for item in items if is_asked(item, arguments)]
    if not sort and near is not None:
        sort = [{"field": "DISTANCE", "direction": "ASC"}]
    chosen.sort(key=lambda item: item["id"])
    if not sort and ids is not None:
        chosen.sort(key=lambda item: ids.index(item["id"]))
    # From the last key to the first: each sort keeps the order of those before it.
    for key in reversed(sort):
        chosen = sort_by(chosen, lambda item: value_of(item, key["field"], near, keys), key["direction"])
    return page(chosen, arguments, sort)


def sort_by(items, value, direction):
    """What is not known comes last in both directions."""
    there = [item for item in items if value(item) is not None]
    # Reversed twice, so that what is alike stays by id.
    there = sorted(there, key=value) if direction == "ASC" else sorted(there[::-1], key=value)[::-1]
    return [*there, *(item for item in items if value(item) is None)]


def value_of(item, field, near, keys):
    if field == "DISTANCE":
        return None if item["lat"] is None else metres_between(near, item)
    return item["id"] if field == "ID" else item[keys[field]]


def is_asked(item, arguments):
    ids, box, most = (arguments.get(name) for name in ("ids", "within", "withinMetres"))
    if ids is not None and item["id"] not in ids:
        return False
    if box is None and most is None:
        return True
    if item["lat"] is None:
        return False
    if most is not None and metres_between(arguments["near"], item) > most:
        return False
    return box is None or (
        box["south"] <= item["lat"] <= box["north"] and box["west"] <= item["lng"] <= box["east"]
    )


def check(arguments, known):
    """Refuses what cannot be answered: a typing error is to be seen, not answered with an empty page."""
    ids, near, most, box = (arguments.get(name) for name in ("ids", "near", "withinMetres", "within"))
    if ids is not None and len(ids) > MOST_IDS:
        raise InputError("ids", f"at most {MOST_IDS} ids", len(ids))
    unknown = [one for one in ids or [] if one not in known]
    if unknown:
        raise InputError("ids", "ids that there are", unknown)
    if most is not None and near is None:
        raise InputError("withinMetres", "near with it", most)
    if most is not None and not 1 <= most <= MOST_METRES:
        raise InputError("withinMetres", f"a whole number of metres from 1 to {MOST_METRES}", most)
    fields = [key["field"] for key in arguments.get("sort") or []]
    if len(set(fields)) < len(fields):
        raise InputError("sort", "each field once", fields)
    if "DISTANCE" in fields and near is None:
        raise InputError("sort", "near with DISTANCE", fields)
    if box is not None and (box["south"] > box["north"] or box["west"] > box["east"]):
        raise InputError("within", "south not above north and west not beyond east", box)


def page(items, arguments, sort):
    """By `EdgesToReturn`, `HasPreviousPage` and `HasNextPage` of the Relay connection specification."""
    first, last, after, before = (arguments.get(name) for name in ("first", "last", "after", "before"))
    for name, size in (("first", first), ("last", last)):
        if size is not None and not 0 <= size <= 100:
            raise InputError(name, "a whole number from 0 to 100", size)
    if first is None and last is None:
        first, last = (20, None) if before is None or after is not None else (None, 20)
    question = cursor_question(arguments, sort)
    begin = 0 if after is None else index_of(items, question, "after", after) + 1
    end = len(items) if before is None else index_of(items, question, "before", before)
    between = items[begin : max(begin, end)]
    nodes = between if first is None else between[:first]
    nodes = nodes if last is None else nodes[max(0, len(nodes) - last) :]
    edges = [{"cursor": write_cursor(question, node), "node": node} for node in nodes]
    return {
        "nodes": nodes,
        "edges": edges,
        "totalCount": len(items),
        "pageInfo": {
            "hasNextPage": end < len(items) if first is None else len(between) > first,
            "hasPreviousPage": begin > 0 if last is None else len(between) > last,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }


def cursor_question(arguments, sort):
    """The same for questions that choose and order the same: a cursor of another would give a wrong page."""
    chooses = {name: arguments.get(name) for name in ("ids", "within", "near", "withinMetres")}
    wanted = {name: value for name, value in (arguments.get("filter") or {}).items() if value is not None}
    return hashlib.sha256(json.dumps([chooses, wanted, sort], sort_keys=True).encode()).hexdigest()[:8]


def write_cursor(question, item):
    return base64.urlsafe_b64encode(f"{question} {item['id']}".encode()).decode()


def index_of(items, question, argument, cursor):
    for index, item in enumerate(items):
        if write_cursor(question, item) == cursor:
            return index
    raise InputError(argument, "a cursor that this list issued for the same filter and order", cursor)


def metres_between(a, b):
    """Great-circle distance (haversine)."""
    phi = math.pi / 180
    sin_lat = math.sin((b["lat"] - a["lat"]) * phi / 2)
    sin_lng = math.sin((b["lng"] - a["lng"]) * phi / 2)
    h = sin_lat**2 + math.cos(a["lat"] * phi) * math.cos(b["lat"] * phi) * sin_lng**2
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(h))
