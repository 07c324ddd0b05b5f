import { useComputed, useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals'
import { useCallback, useRef } from 'preact/hooks'
import { inAddress } from '../app/route.ts'
import { words } from '../language/language.ts'
import { keyOfSelected } from '../results/selection.ts'
import { useShown } from '../results/shown.ts'
import type { Drawn } from './clusters.ts'
import { Legend } from './Legend.tsx'
import type { MapControl } from './mapControl.ts'
import { MapFrame, type Paint } from './MapFrame.tsx'
import type { Mapped, MapModel } from './mapModel.ts'
import { paintMarks, PLAIN_RADIUS, radiusOfCluster, radiusOfShare, type Labelled } from './paintMarks.ts'
import { areaAt, drawnAt, nextMark } from './pickAt.ts'
import { PlaceCard } from './PlaceCard.tsx'
import { PlaceList } from './PlaceList.tsx'
import { scaleOf, type Xy } from './project.ts'
import { extentOf, toScreen, type Viewport } from './view.ts'

const standpoint = inAddress('at', 'replace')

/** The map with its legend and the list of its places. */
export function Atlas({ model }: { readonly model: MapModel }) {
  const { selection } = useShown()
  const control = useSignal<MapControl | null>(null)
  const pointed = useSignal<Drawn | null>(null)
  const selected = useComputed(() =>
    selection.value === null ? null : (model.byKey.value.get(keyOfSelected(selection.value)) ?? null),
  )
  const drawn = useComputed(() => {
    const view = control.value?.view.value
    return view && view.width > 0 ? model.clusters.value.inSight(view) : []
  })
  useSignalEffect(() => followSelected(selected.value, control.peek()))
  useStayInSight(model, control)
  const radiusOf = (one: Drawn) => radiusIn(model, one)
  const close = () => {
    selection.value = null
  }
  return (
    <div class="atlas-body">
      <MapFrame
        label={`${words.value.view.map}. ${words.value.map.keys}`}
        describe={useComputed(() => describeSight(drawn.value))}
        whole={model.whole}
        paint={usePaint(model, drawn, pointed, selected)}
        standpoint={standpoint}
        cursor={useComputed(() => (pointed.value === null ? 'grab' : 'pointer'))}
        onReady={(ready) => {
          control.value = ready
        }}
        onPoint={(spot, { view }) => {
          pointed.value = spot && (drawnAt(spot, view.peek(), drawn.peek(), radiusOf)[0] ?? null)
        }}
        onClick={(spot, moving) => {
          const hits = drawnAt(spot, moving.view.peek(), drawn.peek(), radiusOf)
          if (hits[0]?.kind === 'cluster') return openCluster(hits[0].id, model, moving)
          const chosen =
            nextMark(hits, model.marks.value, selection.value) ??
            areaAt(spot, moving.view.peek(), shownAreas(model))
          selection.value = chosen?.found[0].selected ?? null
        }}
      />
      {selected.value && <PlaceCard of={selected.value} close={close} />}
      <aside class="atlas-side">
        <Legend
          heading={model.colourColumn.value?.head ?? null}
          groups={model.grouping.value.groups}
          hidden={model.hidden.value}
          toggle={(group) => toggle(model.hidden, group)}
          size={model.size.value}
          areas={model.areas.value.length > 0}
        />
        <Places model={model} selected={selected.value} control={control} />
      </aside>
    </div>
  )
}

/** The list beside the map, by name; what is chosen in it is selected in every view. */
function Places({
  model,
  selected,
  control,
}: {
  readonly model: MapModel
  readonly selected: Mapped | null
  readonly control: ReadonlySignal<MapControl | null>
}) {
  const { selection } = useShown()
  return (
    <PlaceList
      places={model.listed.value}
      selected={selected && keyOfSelected(selected.found[0].selected)}
      choose={({ mapped }) => {
        selection.value = mapped.found[0].selected
      }}
      approach={() => {
        if (selected?.kind === 'mark') control.value?.centre(selected.at, NEAR)
        else if (selected) control.value?.showWhole(selected.extent)
      }}
    />
  )
}

/** So near one goes to a place that is chosen by its name. */
const NEAR = scaleOf(16.5)

function shownAreas({ areas, grouping, hidden }: MapModel) {
  const { ofRow } = grouping.value
  return areas.value.filter(({ found }) => !hidden.value.has(ofRow(found[0].selected.row)))
}

function toggle(hidden: Signal<ReadonlySet<number>>, group: number): void {
  const next = new Set(hidden.value)
  if (!next.delete(group)) next.add(group)
  hidden.value = next
}

/** Another function whenever what it paints is another. */
function usePaint(
  model: MapModel,
  drawn: ReadonlySignal<readonly Drawn[]>,
  pointed: ReadonlySignal<Drawn | null>,
  selected: ReadonlySignal<Mapped | null>,
): Paint {
  const { groups, ofMarks, ofRow } = model.grouping.value
  const areas = shownAreas(model)
  const hint = pointed.value?.kind === 'mark' ? (model.marks.value[pointed.value.mark] ?? null) : null
  const { value: chosen } = selected
  const changes = [model.grouping.value, model.hidden.value, model.size.value, drawn.value, hint, chosen]
  return useCallback((context: CanvasRenderingContext2D, view: Viewport) => {
    paintMarks(context, view, {
      areas,
      drawn: drawn.peek(),
      colours: groups.map(({ colour }) => colour),
      groupOf: (mark) => ofMarks[mark] ?? 0,
      groupOfRow: ofRow,
      radiusOf: (one) => radiusIn(model, one),
      pointed: hint && hint !== chosen ? labelOf(hint) : null,
      selected: chosen?.kind === 'mark' ? labelOf(chosen) : null,
      selectedArea: chosen?.kind === 'area' ? chosen : null,
    })
  }, changes)
}

function labelOf({ at, name }: { readonly at: Xy; readonly name: string }): Labelled {
  return { at, name, radius: PLAIN_RADIUS }
}

function radiusIn({ size, marks }: MapModel, drawn: Drawn): number {
  if (drawn.kind === 'cluster') return radiusOfCluster(drawn.count)
  const mark = marks.peek()[drawn.mark]
  const share = mark && size.peek()?.shareOf(mark)
  return share === null || share === undefined ? PLAIN_RADIUS : radiusOfShare(share)
}

/** How much is to be seen, for who does not see it. */
function describeSight(drawn: readonly Drawn[]): string {
  const clusters = drawn.filter(({ kind }) => kind === 'cluster').length
  return words.value.map.inSight(drawn.length - clusters, clusters)
}

/** Goes so near that the cluster's marks fall apart. */
function openCluster(id: number, { clusters, marks }: MapModel, control: MapControl): void {
  const spots = clusters
    .peek()
    .marksOf(id)
    .flatMap((mark) => marks.peek()[mark]?.at ?? [])
  const extent = extentOf(spots)
  if (extent) control.approach(extent)
}

/** What is selected by name or in the table may lie outside the map's part of the world. */
function followSelected(selected: Mapped | null, control: MapControl | null): void {
  const view = control?.view.peek()
  if (!selected || !control || !view) return
  const at = selected.kind === 'mark' ? selected.at : middleOf(selected.extent)
  if (!isWithin(toScreen(view, at), view)) control.centre(at)
}

function middleOf({
  left,
  top,
  right,
  bottom,
}: {
  left: number
  top: number
  right: number
  bottom: number
}): Xy {
  return { x: (left + right) / 2, y: (top + bottom) / 2 }
}

const EDGE = 24

function isWithin({ x, y }: Xy, { width, height }: Viewport): boolean {
  return x > EDGE && y > EDGE && x < width - EDGE && y < height - EDGE
}

/** Another answer may have nothing where the reader stood: then all of it is shown. */
function useStayInSight(model: MapModel, control: ReadonlySignal<MapControl | null>): void {
  const last = useRef(model.marks.peek())
  useSignalEffect(() => {
    const marks = model.marks.value
    if (marks === last.current) return
    last.current = marks
    const view = control.peek()?.view.peek()
    if (!view || marks.some(({ at }) => isWithin(toScreen(view, at), view))) return
    standpoint.value = null
  })
}
