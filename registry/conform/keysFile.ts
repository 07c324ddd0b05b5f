import { isRecord } from '../../kit/isRecord.ts'
import { UnusableInput } from '../unusableInput.ts'
import type { Representation } from './entities.ts'

/** Reads a list of representations. Throws UnusableInput. */
export function parseKeys(file: string, text: string): readonly Representation[] {
  const value = parseJson(file, text)
  if (!Array.isArray(value)) throw expected(file, 'something else')
  return value.map((one: unknown, index) => {
    if (!isRecord(one)) throw expected(file, `no object at item ${index}`)
    const { __typename, ...fields } = one
    if (typeof __typename !== 'string' || Object.keys(fields).length === 0)
      throw expected(file, `item ${index} without __typename or without a key`)
    return { ...fields, __typename }
  })
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw expected(file, 'no JSON')
  }
}

function expected(file: string, got: string): UnusableInput {
  return new UnusableInput(
    `${file}: expected keys such as [{"__typename": "Place", "id": "22.19372,113.54023"}]; got ${got}.`,
  )
}
