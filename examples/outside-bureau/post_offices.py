"""The postal bureau's register and its part of the graph: resolvers by "Type.field", references by type."""

import hashlib
import json
import re
from datetime import datetime, timedelta, timezone

from graphql_execution import InputError
from lists import list_items, metres_between

MACAO = timezone(timedelta(hours=8))
PLACE_ID = re.compile(r"-?\d{1,2}\.\d{5},-?\d{1,3}\.\d{5}")
LANGUAGES = {"ZH": "zh", "PT": "pt", "EN": "en"}
SORT_KEYS = {"COUNTER_COUNT": "counterCount", "OPENED_ON": "openedOn"}


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
        return list_items(chosen, arguments, read().by_id, SORT_KEYS)

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
        "PostOffice.globalId": lambda office, _arguments: f"PostOffice:{office['id']}",
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
    area, services = wanted.get("area"), wanted.get("services")
    return (area is None or office["area"] == area) and (
        services is None or any(service in office["services"] for service in services)
    )


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
