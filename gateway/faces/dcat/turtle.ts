import { PREFIXES, type Resource, type Statement, type Value } from './resource.ts'

/** RDF 1.1 Turtle. */
export function writeTurtle(resources: readonly Resource[]): string {
  const prefixes = Object.entries(PREFIXES).map(([name, iri]) => `@prefix ${name}: <${iri}> .`)
  return `${prefixes.join('\n')}\n${resources.map(writeResource).join('')}`
}

function writeResource({ iri, types, statements }: Resource): string {
  const lines = [`a ${types.join(', ')}`, ...statements.map(writeStatement)]
  return `\n<${iri}> ${lines.join(' ;\n  ')} .\n`
}

function writeStatement({ property, value }: Statement): string {
  return `${property} ${writeValue(value)}`
}

function writeValue(value: Value): string {
  switch (value.kind) {
    case 'iri':
      return `<${value.iri}>`
    case 'text':
      return `${quote(value.text)}${value.language === undefined ? '' : `@${value.language}`}`
    case 'typed':
      return `${quote(value.text)}^^${value.type}`
  }
}

/** STRING_LITERAL_QUOTE: all that may not stand in it has an escape in JSON, which Turtle shares. */
function quote(text: string): string {
  return JSON.stringify(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
}
