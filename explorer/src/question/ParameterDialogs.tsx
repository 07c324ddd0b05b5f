import { useSignal } from '@preact/signals'
import { isObjectType, isUnionType, type GraphQLSchema } from 'graphql'
import { Dialog } from '../app/Dialog.tsx'
import { Failed } from '../failure/Failed.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { useLoaded } from '../failure/useLoaded.ts'
import { nameInGraph, upperFirst } from '../format/names.ts'
import { loadSchema } from '../graph/schema.ts'
import { words } from '../language/language.ts'
import { FindBox, type OptionGroup } from '../search/FindBox.tsx'
import { searchGraph, type Found } from '../search/graphSearch.ts'
import { rememberLabel, type PlacePoint } from './placeLabel.ts'
import { writeInstant } from './parameters.ts'

/** Null is now. */
export function TimeDialog({
  title,
  value,
  choose,
  close,
}: {
  readonly title: string
  readonly value: string | null
  readonly choose: (time: string | null) => void
  readonly close: () => void
}) {
  const { question } = words.value
  const text = useSignal((value ?? writeInstant(Date.now())).slice(0, 16))
  const take = (time: string | null) => {
    choose(time)
    close()
  }
  return (
    <Dialog title={title} close={close}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.value !== '') take(`${text.value}:00+08:00`)
        }}
      >
        <button type="button" class="button" aria-pressed={value === null} onClick={() => take(null)}>
          {upperFirst(question.now)}
        </button>
        <input
          class="field"
          type="datetime-local"
          required
          aria-label={question.time}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value
          }}
        />
        <button type="submit" class="button main">
          {question.set}
        </button>
      </form>
      <p class="small quiet note">{question.macaoTime}</p>
    </Dialog>
  )
}

const loadPlaceMap = () => loadPart(() => import('../search/PlaceMap.tsx')).then((part) => part.PlaceMap)

export function PlaceDialog({
  title,
  from,
  choose,
  close,
}: {
  readonly title: string
  readonly from: PlacePoint | null
  readonly choose: (point: PlacePoint) => void
  readonly close: () => void
}) {
  const { find } = words.value
  const { value: PlaceMap, fault, retry } = useLoaded(loadPlaceMap, [])
  const take = (point: PlacePoint) => {
    choose(point)
    close()
  }
  return (
    <Dialog title={title} close={close}>
      <FindBox
        label={find.place}
        placeholder={find.placeHint}
        find={async (text, signal, show) => {
          const extra = writePlaceFragments(await loadSchema())
          const found = await searchGraph(text, { extra, signal })
          const placed = found.flatMap(({ point, ...one }) => (point ? [{ ...one, point }] : []))
          const options = placed.map(({ kind, title: name, globalId, point }) => ({
            key: globalId,
            title: name,
            detail: upperFirst(nameInGraph(`SearchKind.${kind}`)),
            choose: () => {
              rememberLabel(point, name)
              take(point)
            },
          }))
          show([{ title: find.places, options }])
        }}
      />
      <p class="small quiet note">{find.onMap}</p>
      {PlaceMap && <PlaceMap from={from} choose={take} />}
      {fault && <Failed fault={fault} retry={retry} />}
    </Dialog>
  )
}

/** What the search finds and has a place: by the schema, so that a bureau that joins is found too. */
function writePlaceFragments(schema: GraphQLSchema): string {
  const union = schema.getType('SearchResult')
  if (!isUnionType(union)) return ''
  return union
    .getTypes()
    .filter((type) => isObjectType(type) && 'place' in type.getFields())
    .map(({ name }) => `... on ${name} { place { id lat lng } }`)
    .join(' ')
}

/** A thing of one type by its own id; of any type by its id in the whole graph. */
export function ThingDialog({
  title,
  type,
  choose,
  close,
}: {
  readonly title: string
  readonly type: string | null
  readonly choose: (id: string) => void
  readonly close: () => void
}) {
  const { find } = words.value
  const toOption = ({ kind, title: name, snippet, globalId }: Found) => ({
    key: globalId,
    title: name,
    detail: [upperFirst(nameInGraph(`SearchKind.${kind}`)), snippet].filter(Boolean).join(' · '),
    choose: () => {
      choose(type === null ? globalId : globalId.slice(globalId.indexOf(':') + 1))
      close()
    },
  })
  return (
    <Dialog title={title} close={close}>
      <FindBox
        label={find.thing}
        placeholder={find.placeHint}
        find={async (text, signal, show) => {
          const kinds = type === null ? {} : { kinds: [kindOf(type)] }
          const found = await searchGraph(text, { ...kinds, signal })
          const group: OptionGroup = { title: find.things, options: found.map(toOption) }
          show([group])
        }}
      />
    </Dialog>
  )
}

/** The search's word for a type: CAR_PARK for CarPark. */
function kindOf(type: string): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
}
