import type { Control } from './controls.ts'

/** What a parameter is set to: a time may be "now", which is told apart until the question is asked. */
export type Values = Readonly<Record<string, unknown>>

/** Stands for the moment at which a question is asked. */
export const NOW = 'now'

const MINUTE = 60_000
/** Macao has one time the year round. */
const OFFSET = 8 * 60 * MINUTE

/** The instant in the form of the graph, to the minute, so that all who ask within it share an answer. */
export function writeInstant(at: number): string {
  const local = new Date(Math.floor(at / MINUTE) * MINUTE + OFFSET)
  return `${local.toISOString().slice(0, 19)}+08:00`
}

/** "21:00" of the day that it is in Macao at `now`. */
export function timeOfToday(time: string, now: number): string {
  return `${writeInstant(now).slice(0, 10)}T${time}:00+08:00`
}

/** Where a question begins: its query's defaults, but each time is now unless the question says another. */
export function beginWith(
  controls: readonly Control[],
  defaults: Values,
  times: Readonly<Record<string, string>>,
  now: number,
): Values {
  const own = controls.flatMap(({ kind, variables: [variable = ''] }) => {
    if (kind !== 'time') return []
    const time = times[variable]
    return [[variable, time === undefined ? NOW : timeOfToday(time, now)] as const]
  })
  return { ...defaults, ...Object.fromEntries(own) }
}

/** The variables to be sent. */
export function toVariables(
  controls: readonly Control[],
  values: Values,
  language: string,
  now: number,
): Values {
  const own = controls.flatMap(({ kind, variables: [variable = ''] }) => {
    if (kind === 'language') return [[variable, language.toUpperCase()] as const]
    return kind === 'time' && values[variable] === NOW ? [[variable, writeInstant(now)] as const] : []
  })
  return { ...values, ...Object.fromEntries(own) }
}

/** What a page keeps in its address beside the parameters: a variable of such a name gets a dot before it. */
const TAKEN = new Set(
  'view list open sort group hide pin where find x y colour facet mark size rows'.split(' '),
)

function keyOf(variable: string): string {
  return TAKEN.has(variable) ? `.${variable}` : variable
}

/** What these parameters are in the address; null where they are as the question begins. */
export function writeParameters(changed: Values, begun: Values): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(changed).map(([variable, value]) => [
      keyOf(variable),
      JSON.stringify(value) === JSON.stringify(begun[variable]) ? null : writeValue(value),
    ]),
  )
}

function writeValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  return value === null || value === undefined ? '' : String(value)
}

/** What an address says of the parameters; what does not fit one is passed over. */
export function readParameters(controls: readonly Control[], state: ReadonlyMap<string, string>): Values {
  const read = controls.flatMap((control) =>
    control.variables.flatMap((variable) => {
      const text = state.get(keyOf(variable))
      const value = text === undefined ? undefined : readValue(control, text)
      return value === undefined ? [] : [[variable, value] as const]
    }),
  )
  return Object.fromEntries(read)
}

const COORDINATE = /^-?\d{1,3}(?:\.\d+)?,-?\d{1,3}(?:\.\d+)?$/

/** Undefined where it does not fit. */
function readValue(control: Control, text: string): unknown {
  switch (control.kind) {
    case 'time':
      return text === NOW || !Number.isNaN(Date.parse(text)) ? text : undefined
    case 'place':
      if (control.variables.length === 2) return readNumber(text, false)
      return COORDINATE.test(text) ? text : undefined
    case 'kind': {
      if (text === '') return control.isRequired ? undefined : null
      const values = text.split(',').filter((value) => control.values.includes(value))
      return values.length === 0 ? undefined : control.isList ? values : values[0]
    }
    case 'number':
      return readNumber(text, control.isWhole)
    case 'yesNo':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'thing':
    case 'text':
      return text
    case 'language':
      return undefined
  }
}

function readNumber(text: string, isWhole: boolean): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && (!isWhole || Number.isInteger(value)) ? value : undefined
}
