"""The grammar of GraphQL (October 2021) as far as a gateway's operations and this bureau's SDL use it."""

import re
from dataclasses import dataclass, field

# A gateway composes nothing deeper than what a client may ask; Python itself ends near 1,000 calls.
MOST_DEPTH = 100


class GraphQLSyntaxError(Exception):
    def __init__(self, expected, token):
        got = repr(token.text) if token.kind != "end" else "the end"
        super().__init__(f"Syntax error at line {token.line}: expected {expected}; got {got}.")


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Variable:
    name: str


class EnumValue(str):
    """A name that stands where a value does."""


@dataclass(frozen=True)
class ListOf:
    of: object


@dataclass(frozen=True)
class NonNull:
    """`of` is the name of a type, or a ListOf."""

    of: object


@dataclass
class Field:
    key: str
    name: str
    arguments: dict
    directives: dict
    selections: list


@dataclass
class Fragment:
    """`...` with selections of its own; a spread has the name of a definition in their place."""

    on: str | None
    directives: dict
    selections: list
    spreads: str | None = None


@dataclass
class Operation:
    kind: str
    name: str | None
    variables: dict
    selections: list


@dataclass
class Document:
    operations: list = field(default_factory=list)
    fragments: dict = field(default_factory=dict)


@dataclass
class InputDefinition:
    type: object
    default: object = None
    has_default: bool = False


@dataclass
class FieldDefinition:
    type: object
    arguments: dict


@dataclass
class TypeDefinition:
    """`members` are fields by name, enum values, the types of a union or nothing."""

    kind: str
    members: object
    directives: list = field(default_factory=list)


def parse_operations(text):
    return Parser(text).document()


def parse_types(sdl):
    """The types of an SDL by their names, extensions laid over definitions."""
    return Parser(sdl).types()


TOKENS = re.compile(
    r"""(?P<ignored>[\ufeff\t\x20\r\n,]+|\#[^\r\n]*)
    |(?P<punctuator>\.\.\.|[!$&()\[\]{}:=@|])
    |(?P<name>[_A-Za-z][_0-9A-Za-z]*)
    |(?P<float>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)(?![_A-Za-z0-9.]))
    |(?P<int>-?(?:0|[1-9][0-9]*)(?![_A-Za-z0-9.]))
    |(?P<block>\"\"\"(?:\\\"\"\"|[^"]|"(?!\"\"))*\"\"\")
    |(?P<string>"(?:\\.|[^"\\\r\n])*")""",
    re.VERBOSE,
)


def read_tokens(text):
    position, line = 0, 1
    while position < len(text):
        match = TOKENS.match(text, position)
        if match is None:
            raise GraphQLSyntaxError("a token", Token("unknown", text[position], line))
        if match.lastgroup != "ignored":
            yield Token(match.lastgroup, match.group(), line)
        line += match.group().count("\n")
        position = match.end()
    yield Token("end", "", line)


class Parser:
    def __init__(self, text):
        self.tokens = read_tokens(text)
        self.token = next(self.tokens)
        self.depth = 0

    # What all rules are made of.

    def advance(self):
        token = self.token
        self.token = next(self.tokens, token)
        return token

    def peeks(self, text):
        return self.token.kind in ("punctuator", "name") and self.token.text == text

    def skips(self, text):
        if not self.peeks(text):
            return False
        self.advance()
        return True

    def expect(self, text):
        if not self.skips(text):
            raise GraphQLSyntaxError(repr(text), self.token)

    def name(self):
        if self.token.kind != "name":
            raise GraphQLSyntaxError("a name", self.token)
        return self.advance().text

    def many(self, opening, rule, closing):
        """One or more between two brackets."""
        self.expect(opening)
        items = [self.nested(rule)]
        while not self.skips(closing):
            items.append(self.nested(rule))
        return items

    def nested(self, rule):
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise GraphQLSyntaxError(f"brackets at most {MOST_DEPTH} deep", self.token)
        result = rule()
        self.depth -= 1
        return result

    def optional(self, opening, rule, closing):
        return self.many(opening, rule, closing) if self.peeks(opening) else []

    # Operations.

    def document(self):
        document = Document()
        while self.token.kind != "end":
            if self.skips("fragment"):
                name = self.name()
                self.expect("on")
                fragment = Fragment(self.name(), self.directives(), self.selections())
                document.fragments[name] = fragment
            else:
                document.operations.append(self.operation())
        if not document.operations:
            raise GraphQLSyntaxError("an operation", self.token)
        return document

    def operation(self):
        if self.peeks("{"):
            return Operation("query", None, {}, self.selections())
        if not any(map(self.peeks, ("query", "mutation", "subscription"))):
            raise GraphQLSyntaxError("an operation", self.token)
        kind = self.advance().text
        name = self.name() if self.token.kind == "name" else None
        variables = dict(self.optional("(", self.variable_definition, ")"))
        self.directives()
        return Operation(kind, name, variables, self.selections())

    def variable_definition(self):
        self.expect("$")
        return self.input_definition()

    def selections(self):
        return self.many("{", self.selection, "}")

    def selection(self):
        if self.skips("..."):
            return self.fragment()
        first = self.name()
        name = self.name() if self.skips(":") else first
        arguments = dict(self.optional("(", self.argument, ")"))
        directives = self.directives()
        return Field(first, name, arguments, directives, self.selections() if self.peeks("{") else [])

    def fragment(self):
        if self.token.kind == "name" and self.token.text != "on":
            name = self.name()
            return Fragment(None, self.directives(), [], spreads=name)
        on = self.name() if self.skips("on") else None
        return Fragment(on, self.directives(), self.selections())

    def argument(self):
        name = self.name()
        self.expect(":")
        return name, self.value()

    def directives(self):
        return dict(self.directive_list())

    def directive_list(self):
        found = []
        while self.skips("@"):
            found.append((self.name(), dict(self.optional("(", self.argument, ")"))))
        return found

    def value(self):
        if self.skips("$"):
            return Variable(self.name())
        if self.skips("["):
            return self.until("]", self.value)
        if self.skips("{"):
            return dict(self.until("}", self.argument))
        token = self.advance()
        match token.kind:
            case "int":
                return int(token.text)
            case "float":
                return float(token.text)
            case "string":
                return read_string(token)
            case "block":
                return read_block(token.text)
            case "name":
                return KEYWORDS.get(token.text, EnumValue(token.text))
        raise GraphQLSyntaxError("a value", token)

    def until(self, closing, rule):
        """None or more up to a bracket."""
        items = []
        while not self.skips(closing):
            items.append(self.nested(rule))
        return items

    def type(self):
        if self.skips("["):
            type_ = ListOf(self.nested(self.type))
            self.expect("]")
        else:
            type_ = self.name()
        return NonNull(type_) if self.skips("!") else type_

    # SDL.

    def types(self):
        types = {}
        while self.token.kind != "end":
            self.description()
            self.skips("extend")
            word = self.name()
            if word == "schema":
                self.directives_of_schema()
            elif word == "directive":
                self.directive_definition()
            else:
                name, definition = self.name(), self.type_definition(word)
                if name in types:
                    types[name].members.update(definition.members)
                    types[name].directives.extend(definition.directives)
                else:
                    types[name] = definition
        return types

    def type_definition(self, word):
        self.interfaces()
        directives = self.directive_list()
        match word:
            case "type" | "interface":
                return TypeDefinition(word, dict(self.optional("{", self.field_definition, "}")), directives)
            case "input":
                return TypeDefinition(word, dict(self.optional("{", self.described_input, "}")), directives)
            case "enum":
                return TypeDefinition(word, set(self.optional("{", self.enum_value, "}")), directives)
            case "union":
                return TypeDefinition(word, set(self.union_members()), directives)
            case "scalar":
                return TypeDefinition(word, set(), directives)
        raise GraphQLSyntaxError("type, interface, input, enum, union or scalar", self.token)

    def interfaces(self):
        """What a type implements is for its readers: gateways ask by the type itself."""
        if self.skips("implements"):
            self.skips("&")
            self.name()
            while self.skips("&"):
                self.name()

    def field_definition(self):
        self.description()
        name = self.name()
        arguments = dict(self.optional("(", self.described_input, ")"))
        self.expect(":")
        definition = FieldDefinition(self.type(), arguments)
        self.directives()
        return name, definition

    def described_input(self):
        self.description()
        return self.input_definition()

    def input_definition(self):
        name = self.name()
        self.expect(":")
        definition = InputDefinition(self.type())
        if self.skips("="):
            definition.default, definition.has_default = self.value(), True
        self.directives()
        return name, definition

    def enum_value(self):
        self.description()
        name = self.name()
        self.directives()
        return name

    def union_members(self):
        self.expect("=")
        self.skips("|")
        members = [self.name()]
        while self.skips("|"):
            members.append(self.name())
        return members

    def description(self):
        if self.token.kind in ("string", "block"):
            self.advance()

    def directives_of_schema(self):
        self.directive_list()
        self.optional("{", self.argument, "}")

    def directive_definition(self):
        self.expect("@")
        self.name()
        self.optional("(", self.described_input, ")")
        self.skips("repeatable")
        self.expect("on")
        self.skips("|")
        self.name()
        while self.skips("|"):
            self.name()


KEYWORDS = {"true": True, "false": False, "null": None}
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,8})\}|(.))")


def read_string(token):
    def replace(match):
        fixed, braced, plain = match.groups()
        code = int(fixed or braced, 16) if fixed or braced else None
        if code is None and plain in ESCAPES:
            return ESCAPES[plain]
        if code is None or code > 0x10FFFF:
            raise GraphQLSyntaxError("an escape sequence", Token("string", match.group(), token.line))
        return chr(code)

    text = ESCAPE.sub(replace, token.text[1:-1])
    try:
        # Two escapes of four digits may be the halves of one character.
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise GraphQLSyntaxError("whole characters", token) from None


def read_block(text):
    """BlockStringValue of the specification, 2.9.4: common indentation and blank lines at the ends do not count."""
    lines = re.split(r"\r\n|\n|\r", text[3:-3].replace('\\"""', '"""'))
    indents = [len(line) - len(line.lstrip(" \t")) for line in lines[1:] if line.strip(" \t")]
    common = min(indents, default=0)
    lines = lines[:1] + [line[common:] for line in lines[1:]]
    while lines and not lines[0].strip(" \t"):
        lines.pop(0)
    while lines and not lines[-1].strip(" \t"):
        lines.pop()
    return "\n".join(lines)
