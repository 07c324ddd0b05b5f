"""Executes operations over an SDL (GraphQL October 2021, section 6), with `_service` and `_entities` of Federation."""

from graphql_language import (
    EnumValue,
    FieldDefinition,
    Fragment,
    GraphQLSyntaxError,
    InputDefinition,
    ListOf,
    NonNull,
    TypeDefinition,
    Variable,
    parse_operations,
    parse_types,
)

# More than any plan asks for; a document can name the same fields again and again.
MOST_FIELDS = 100_000


class RequestError(Exception):
    """The operation cannot be executed at all: the answer has no `data`."""

    def __init__(self, message, code="GRAPHQL_VALIDATION_FAILED"):
        super().__init__(message)
        self.code = code


class FieldError(Exception):
    """A field cannot be answered: null at the nearest place that may be null. `code` is one that the gateway passes on."""

    def __init__(self, message, code="SUBGRAPH_ERROR"):
        super().__init__(message)
        self.code = code


class InputError(FieldError):
    """An argument that cannot be used: says what was expected and what came."""

    def __init__(self, argument, expected, came):
        super().__init__(f"{argument}: expected {expected}; got {came!r}.", "BAD_USER_INPUT")


class NullParent(Exception):
    """A required value is missing, which is told already: what holds it is null."""


class Schema:
    """
    What a bureau publishes and how it is answered. `resolvers` are functions (parent, arguments) by "Type.field", the
    others are read from the parent; `references` find an entity from its representation, by the name of its type.
    """

    def __init__(self, sdl, resolvers, references):
        self.types = parse_types(sdl)
        self.references = references
        self.resolvers = {
            "Query._service": lambda _parent, _arguments: {"sdl": sdl},
            "Query._entities": lambda _parent, arguments: [
                self.entity(representation) for representation in arguments["representations"]
            ],
            **resolvers,
        }
        self.types["_Service"] = TypeDefinition("type", {"sdl": FieldDefinition(NonNull("String"), {})})
        self.types["_Any"] = TypeDefinition("scalar", set())
        self.types["_Entity"] = TypeDefinition("union", set(references))
        self.types["Query"].members["_service"] = FieldDefinition(NonNull("_Service"), {})
        self.types["Query"].members["_entities"] = FieldDefinition(
            NonNull(ListOf("_Entity")),
            {"representations": InputDefinition(NonNull(ListOf(NonNull("_Any"))))},
        )
        for name in ("Int", "Float", "String", "Boolean", "ID"):
            self.types.setdefault(name, TypeDefinition("scalar", set()))

    def entity(self, representation):
        """A function, so that an entity that cannot be found costs its own place in the list alone."""

        def find():
            typename = representation.get("__typename") if isinstance(representation, dict) else None
            if typename not in self.references:
                raise InputError("representations", f"one of {', '.join(self.references)}", typename)
            found = self.references[typename](representation)
            return None if found is None else {**found, "__typename": typename}

        return find

    def execute(self, text, variables=None, operation_name=None):
        """The answer, an object of `data` and `errors`."""
        try:
            document = parse_operations(text)
            operation = choose_operation(document, operation_name)
            execution = Execution(self, document.fragments, {})
            execution.variables = execution.coerce_variables(operation, variables or {})
            execution.validate("Query", operation.selections)
            return execution.answer(operation)
        except (RequestError, InputError, GraphQLSyntaxError) as error:
            code = getattr(error, "code", "GRAPHQL_PARSE_FAILED")
            return {"errors": [{"message": str(error), "extensions": {"code": code}}]}


def choose_operation(document, name):
    named = [one for one in document.operations if name is None or one.name == name]
    if len(named) != 1:
        raise RequestError(f"operationName: expected one of the operations; got {name!r}.")
    if named[0].kind != "query":
        raise RequestError(f"Expected a query; got a {named[0].kind}, of which this subgraph has none.")
    return named[0]


class Execution:
    def __init__(self, schema, fragments, variables):
        self.schema = schema
        self.fragments = fragments
        self.variables = variables
        self.errors = []
        self.seen = 0

    def answer(self, operation):
        try:
            data = self.select("Query", {}, operation.selections, [])
        except NullParent:
            data = None
        return {"data": data, **({"errors": self.errors} if self.errors else {})}

    # Before anything is answered.

    def coerce_variables(self, operation, given):
        values = {}
        for name, definition in operation.variables.items():
            if name in given:
                values[name] = self.coerce(definition.type, given[name], f"${name}")
            elif definition.has_default:
                values[name] = self.coerce(definition.type, definition.default, f"${name}")
            elif isinstance(definition.type, NonNull):
                raise RequestError(f"${name}: expected a value; got none.", "BAD_USER_INPUT")
        return values

    def validate(self, type_name, selections, within=()):
        """Fields that there are, with selections where they need some; fragments that do not spread themselves."""
        for selection in selections:
            self.seen += 1
            if self.seen > MOST_FIELDS:
                raise RequestError(f"Expected at most {MOST_FIELDS} fields; got more.")
            if isinstance(selection, Fragment):
                if selection.spreads in within:
                    raise RequestError(f"Fragment {selection.spreads} spreads itself.")
                on, nested = self.open_fragment(selection, type_name)
                self.validate(on, nested, (*within, selection.spreads) if selection.spreads else within)
            elif selection.name != "__typename":
                self.validate_field(type_name, selection, within)

    def validate_field(self, type_name, selection, within):
        definition = self.definition_of(type_name, selection.name)
        for name in selection.arguments:
            if name not in definition.arguments:
                raise RequestError(f'Unknown argument "{name}" on field "{type_name}.{selection.name}".')
        named = name_of(definition.type)
        has_fields = self.schema.types[named].kind in ("type", "union")
        if has_fields != bool(selection.selections):
            expected = "a selection" if has_fields else "no selection"
            raise RequestError(f'Field "{type_name}.{selection.name}": expected {expected}.')
        self.validate(named, selection.selections, within)

    def definition_of(self, type_name, field_name):
        type_ = self.schema.types[type_name]
        definition = type_.members.get(field_name) if type_.kind == "type" else None
        if definition is None:
            raise RequestError(f'Cannot query field "{field_name}" on type "{type_name}".')
        return definition

    def open_fragment(self, fragment, type_name):
        """The type that a fragment is for, and what it selects."""
        if fragment.spreads is not None:
            if fragment.spreads not in self.fragments:
                raise RequestError(f'Unknown fragment "{fragment.spreads}".')
            fragment = self.fragments[fragment.spreads]
        on = fragment.on or type_name
        if on not in self.schema.types:
            raise RequestError(f'Unknown type "{on}".')
        return on, fragment.selections

    # Selections.

    def select(self, type_name, parent, selections, path):
        fields = {}
        self.collect(type_name, selections, fields)
        return {key: self.field(type_name, parent, same, [*path, key]) for key, same in fields.items()}

    def collect(self, type_name, selections, fields):
        """Fields of one key are one field, whatever fragments they stand in."""
        for selection in selections:
            if not self.is_included(selection.directives):
                continue
            if isinstance(selection, Fragment):
                on, nested = self.open_fragment(selection, type_name)
                if on == type_name or type_name in self.members_of(on):
                    self.collect(type_name, nested, fields)
            else:
                fields.setdefault(selection.key, []).append(selection)

    def members_of(self, type_name):
        type_ = self.schema.types[type_name]
        return type_.members if type_.kind == "union" else ()

    def is_included(self, directives):
        skip, include = directives.get("skip", {}), directives.get("include", {})
        return not self.value(skip.get("if", False)) and self.value(include.get("if", True))

    def field(self, type_name, parent, same, path):
        first = same[0]
        if first.name == "__typename":
            return type_name
        definition = self.definition_of(type_name, first.name)
        resolve = self.schema.resolvers.get(f"{type_name}.{first.name}")

        def answer():
            if resolve is None:
                return parent.get(first.name)
            return resolve(parent, self.arguments(definition, first))

        selections = [selection for one in same for selection in one.selections]
        return self.complete(definition.type, answer, selections, path)

    def arguments(self, definition, selection):
        values = {}
        for name, argument in definition.arguments.items():
            given = selection.arguments.get(name, MISSING)
            if isinstance(given, Variable):
                given = self.variables.get(given.name, MISSING)
            if given is not MISSING:
                values[name] = self.coerce(argument.type, self.value(given), name)
            elif argument.has_default:
                values[name] = self.coerce(argument.type, argument.default, name)
            elif isinstance(argument.type, NonNull):
                raise InputError(name, "a value", None)
        return values

    # Values that come in.

    def value(self, literal):
        """A literal with its variables put in place."""
        if isinstance(literal, Variable):
            return self.variables.get(literal.name)
        if isinstance(literal, list):
            return [self.value(item) for item in literal]
        if isinstance(literal, dict):
            return {name: self.value(item) for name, item in literal.items()}
        return literal

    def coerce(self, type_, value, where):
        if isinstance(type_, NonNull):
            if value is None:
                raise InputError(where, "a value", None)
            return self.coerce(type_.of, value, where)
        if value is None:
            return None
        if isinstance(type_, ListOf):
            items = value if isinstance(value, list) else [value]
            return [self.coerce(type_.of, item, where) for item in items]
        definition = self.schema.types.get(type_)
        if definition is None:
            raise RequestError(f'Unknown type "{type_}".')
        if definition.kind == "input":
            return self.coerce_object(definition, value, where)
        if definition.kind == "enum" and (not isinstance(value, str) or value not in definition.members):
            raise InputError(where, f"one of {', '.join(sorted(definition.members))}", value)
        if type_ in ACCEPTED and not ACCEPTED[type_](value):
            raise InputError(where, f"a value of {type_}", value)
        return str(value) if type_ == "ID" else value

    def coerce_object(self, definition, value, where):
        if not isinstance(value, dict) or any(name not in definition.members for name in value):
            raise InputError(where, f"an object of {', '.join(definition.members)}", value)
        fields = {}
        for name, field in definition.members.items():
            if name in value:
                fields[name] = self.coerce(field.type, value[name], f"{where}.{name}")
            elif field.has_default:
                fields[name] = self.coerce(field.type, field.default, f"{where}.{name}")
            elif isinstance(field.type, NonNull):
                raise InputError(f"{where}.{name}", "a value", None)
        return fields

    # Values that go out.

    def complete(self, type_, answer, selections, path):
        """The value as JSON. A failure is null at the nearest place that may be null, and told once, at its own."""
        is_required = isinstance(type_, NonNull)
        try:
            value = self.present(type_.of if is_required else type_, answer(), selections, path)
            if value is None and is_required:
                raise FieldError("Expected a value; got null.")
            return value
        except FieldError as error:
            self.errors.append({"message": str(error), "path": path, "extensions": {"code": error.code}})
        except NullParent:
            pass
        if is_required:
            raise NullParent
        return None

    def present(self, type_, value, selections, path):
        if value is None:
            return None
        if isinstance(type_, ListOf):
            return [
                self.complete(type_.of, as_answer(item), selections, [*path, index])
                for index, item in enumerate(value)
            ]
        match self.schema.types[type_].kind:
            case "type":
                return self.select(type_, value, selections, path)
            case "union":
                return self.select(value["__typename"], value, selections, path)
        return value


MISSING = object()


def as_answer(item):
    return item if callable(item) else lambda: item


def name_of(type_):
    return type_ if isinstance(type_, str) else name_of(type_.of)


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


ACCEPTED = {
    "Int": lambda value: is_whole(value) and -(2**31) <= value < 2**31,
    "Float": lambda value: is_whole(value) or isinstance(value, float),
    "String": lambda value: isinstance(value, str) and not isinstance(value, EnumValue),
    "Boolean": lambda value: isinstance(value, bool),
    "ID": lambda value: is_whole(value) or (isinstance(value, str) and not isinstance(value, EnumValue)),
}
