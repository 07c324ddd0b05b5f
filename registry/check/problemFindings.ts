import type { GraphProblem } from '../../schema/compose.ts'
import { createFinding, type Finding, type Place } from '../findings.ts'

/** What compose says, each with its place in this file, else with its first. */
export function findingsOfProblems(problems: readonly GraphProblem[], file: string): readonly Finding[] {
  return problems.map(({ rule, sentence }) => {
    const [first = '', ...lines] = sentence.split('\n')
    const isOwn = (line: string) => line.trim().startsWith(`${file}:`)
    const places = [...lines.filter(isOwn), ...lines.filter((line) => !isOwn(line))]
    const [, before, message = first] = /^(\S+:\d+): (.*)$/s.exec(first) ?? []
    const [position, , coordinate] = places[0]?.trim().split(' ') ?? []
    return createFinding({
      rule,
      class: COMPOSITION.has(rule) ? 'composition' : 'convention',
      level: 'error',
      coordinate: coordinate ?? coordinateIn(message),
      place: parsePlace(before ?? position),
      message: [message, ...places.slice(1)].join('\n'),
    })
  })
}

/** What cannot be allowed: a gateway would not serve it. */
const COMPOSITION: ReadonlySet<string> = new Set(['composition', 'variants'])

function parsePlace(position: string | undefined): Place | null {
  const [, file, line] = /^(.*):(\d+)$/.exec(position ?? '') ?? []
  return file === undefined ? null : { file, line: Number(line) }
}

/** The first thing that a sentence names: "Place.lat", "Query.place(lat:)", "Place", "@cost". */
function coordinateIn(message: string): string {
  return /@?\b[A-Z]\w*(?:\.\w+(?:\(\w+:\))?)?|@\w+/.exec(message)?.[0] ?? 'schema'
}
