import type { Environment } from '../../../kit/config.ts'

export type Path = readonly (string | number)[]

/** Something that a file refers to and that is not there. */
export interface ExpansionFault {
  readonly path: Path
  readonly expected: string
  readonly got: string
}

/**
 * Puts variables of the environment in the place of `${NAME}` and `${NAME:-default}` in the texts of a value, however deep;
 * `$${` stands for `${`. Empty variables count as absent. A text with a fault is left out.
 */
export function expandVariables(
  value: unknown,
  environment: Environment,
  onFault: (fault: ExpansionFault) => void,
  path: Path = [],
): unknown {
  if (typeof value === 'string') return expandText(value, environment, onFault, path)
  if (Array.isArray(value))
    return value.map((item, at) => expandVariables(item, environment, onFault, [...path, at]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      expandVariables(item, environment, onFault, [...path, key]),
    ]),
  )
}

const REFERENCE = /\$?\$\{([^}]*)\}?/g

function expandText(
  text: string,
  environment: Environment,
  onFault: (fault: ExpansionFault) => void,
  path: Path,
): string | undefined {
  let isWhole = true
  const fail = (expected: string, got: string): string => {
    isWhole = false
    onFault({ path, expected, got })
    return ''
  }
  const expanded = text.replaceAll(REFERENCE, (reference: string, inside: string) => {
    if (reference.startsWith('$$')) return reference.slice(1)
    const [, name = '', usual] = /^([A-Za-z_]\w*)(?::-(.*))?$/s.exec(inside) ?? []
    if (name === '' || !reference.endsWith('}'))
      return fail('${NAME} or ${NAME:-default}', JSON.stringify(reference))
    const value = environment[name] ?? ''
    if (value !== '') return value
    return usual ?? fail(`the environment variable ${name}`, 'nothing')
  })
  return isWhole ? expanded : undefined
}
