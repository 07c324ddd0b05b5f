import { useLoaded } from '../failure/useLoaded.ts'
import { loadPart } from '../failure/loadPart.ts'
import { loadSchema } from '../graph/schema.ts'
import type { Question } from '../graph/ask.ts'
import { nameOf } from '../share/nameOf.ts'
import { upperFirst } from '../format/names.ts'
import type { ViewName } from '../results/views.ts'
import { KeepDialog } from './KeepDialog.tsx'
import { NOW } from './parameters.ts'

/** Makes a page of what is on the bench; it is offered where there is an answer, so that the page has one too. */
export function KeepFromBench({
  question: { query, variables },
  view,
  close,
}: {
  readonly question: Question
  readonly view: ViewName | null
  readonly close: () => void
}) {
  const { value } = useLoaded(
    () =>
      Promise.all([loadSchema(), loadPart(() => import('./controls.ts'))]).then(
        ([schema, { readControls }]) => readControls(schema, query),
      ),
    [],
  )
  if (value === null) return null
  // A time that somebody wrote into the query is of the day on which it was written; the page asks for now.
  const times = value.controls.flatMap(({ kind, variables: [name = ''] }) =>
    kind === 'time' && !(name in variables) ? [[name, NOW] as const] : [],
  )
  return (
    <KeepDialog
      query={query}
      sentence={upperFirst(nameOf(query).toLowerCase())}
      view={view === null || view === 'json' ? null : view}
      controls={value.controls}
      values={{ ...value.defaults, ...variables, ...Object.fromEntries(times) }}
      close={close}
    />
  )
}
