"""The postal bureau's register and its part of the graph: resolvers by "Type.field", references by type."""

import hashlib
import json
import math
import re
from datetime import datetime, timedelta, timezone

from graphql_execution import InputError

MACAO = timezone(timedelta(hours=8))
PLACE_ID = re.compile(r"-?\d{1,2}\.\d{5},-?\d{1,3}\.\d{5}")
LANGUAGES = {"ZH": "zh", "PT": "pt", "EN": "en"}
EARTH_RADIUS_METRES = 6_371_008.8


class Register:
    """One reading of the file."""

    def __init__(self, path, now=None):
        content = path.read_bytes()
        document = json.loads(content)
        self.digest = hashlib.sha256(content).hexdigest()
        self.title = document["title"]
        self.updated_at = document["updatedAt"]
        self.read_at = (now or datetime.now(MACAO)).isoformat(timespec="seconds")
        self.post_offices = sorted(document["postOffices"], key=lambda office: office["id"])
        self.by_id = {office["id"]: office for office in self.post_offices}

    def report(self):
        """What GET /feeds tells of the one feed, in the words of the protocol."""
        return {
            "id": "postal-post-offices",
            "title": self.title,
            "state": "BUNDLED",
            "intervalSeconds": 86_400,
            "lastSuccessAt": self.read_at,
            "lastAttemptAt": self.read_at,
            "sourceUpdatedAt": self.updated_at,
            "staleSince": None,
            "lastError": None,
            "accepted": len(self.post_offices),
            "setAside": [],
            "remarks": ["The records are samples."],
        }


def create_resolvers(read):
    """`read` gives the register as it is now."""

    def post_offices(_parent, arguments):
        wanted = arguments.get("filter") or {}
        chosen = [office for office in read().post_offices if fits(office, wanted)]
        return page(chosen, arguments["first"], arguments.get("after"))

    def nearby(place, arguments):
        radius = whole_number(arguments, "withinMetres", 1, 5000)
        count = whole_number(arguments, "first", 1, 100)
        near = [
            {"metres": round(metres_between(place, office)), "postOffice": office}
            for office in read().post_offices
            if office["lat"] is not None and metres_between(place, office) <= radius
        ]
        return sorted(near, key=lambda one: one["metres"])[:count]

    def provenance(_office, _arguments):
        register = read()
        return {
            "datasetTitle": register.title,
            # The catalogue has no entry for a sample.
            "dataset": None,
            "retrievedAt": register.read_at,
            "sourceUpdatedAt": register.updated_at,
            "stale": False,
            "sample": True,
        }

    return {
        "Query.postOffice": lambda _parent, arguments: read().by_id.get(arguments["id"]),
        "Query.postOffices": post_offices,
        "PostOffice.place": lambda office, _arguments: place_of(office),
        "PostOffice.area": lambda office, _arguments: office["area"] and {"id": office["area"]},
        "PostOffice.provenance": provenance,
        "Place.nearbyPostOffices": nearby,
        "AdministrativeArea.postOffices": lambda area, _arguments: [
            office for office in read().post_offices if office["area"] == area["id"]
        ],
        "Text.best": best,
    }


def create_references(read):
    return {
        "PostOffice": lambda key: read().by_id.get(key.get("id")),
        "Place": lambda key: parse_place(key.get("id")),
        # Which areas there are is the catalogue's to say.
        "AdministrativeArea": lambda key: {"id": key["id"]} if isinstance(key.get("id"), str) else None,
    }


def fits(office, wanted):
    area, service = wanted.get("area"), wanted.get("service")
    return (area is None or office["area"] == area) and (service is None or service in office["services"])


def page(items, first, after):
    if not 0 <= first <= 100:
        raise InputError("first", "a whole number from 0 to 100", first)
    ids = [item["id"] for item in items]
    if after is not None and after not in ids:
        raise InputError("after", "a cursor of this list", after)
    begin = 0 if after is None else ids.index(after) + 1
    nodes = items[begin : begin + first]
    return {
        "nodes": nodes,
        "edges": [{"cursor": node["id"], "node": node} for node in nodes],
        "totalCount": len(items),
        "pageInfo": {
            "hasNextPage": begin + first < len(items),
            "endCursor": nodes[-1]["id"] if nodes else None,
        },
    }


def whole_number(arguments, name, least, most):
    value = arguments[name]
    if not least <= value <= most:
        raise InputError(name, f"a whole number from {least} to {most}", value)
    return value


def best(text, arguments):
    asked = arguments["language"]
    for language in [asked, *LANGUAGES]:
        found = text[LANGUAGES[language]]
        if found is not None:
            return {"text": found, "language": language}
    return None


def place_of(office):
    if office["lat"] is None:
        return None
    return parse_place(f"{office['lat']:.5f},{office['lng']:.5f}")


def parse_place(text):
    if not isinstance(text, str) or not PLACE_ID.fullmatch(text):
        return None
    lat, lng = map(float, text.split(","))
    return {"id": text, "lat": lat, "lng": lng}


def metres_between(a, b):
    """Great-circle distance (haversine)."""
    phi = math.pi / 180
    sin_lat = math.sin((b["lat"] - a["lat"]) * phi / 2)
    sin_lng = math.sin((b["lng"] - a["lng"]) * phi / 2)
    h = sin_lat**2 + math.cos(a["lat"] * phi) * math.cos(b["lat"] * phi) * sin_lng**2
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(h))
