import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'
import type { PublishedTable } from './suppression.ts'
import { possibleRanges, recoverByElimination } from './suppressionAttack.ts'

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

const count = z.number().nullable()
const cases = z.object({
  total: count,
  byDay: z.array(z.object({ day: z.string(), cases: count })),
  byArea: z.array(z.object({ cases: count })),
  cells: z.array(z.object({ cases: count })),
})
const diseases = z.array(z.object({ id: z.string(), cases, exactCases: cases }))
const CASES = '{ total byDay { day cases } byArea { cases } cells { cases } }'

describe('cases of notifiable diseases', () => {
  it('tell the press figures of a common disease and withhold its small cells with others around them', async () => {
    const { cases, exactCases } = await askDisease('influenza')
    expect(cases.total).toBe(743)
    expect(cases.byDay.map((day) => day.cases)).toEqual([94, 110, 104, 119, 107, 129, 80])
    expect(cases.byArea.map((area) => area.cases)).toEqual([272, 146, 41, 66, 57, 119, 42])
    expect(toRows(cases).slice(4)).toEqual([
      [39, 21, null, 9, 10, 18, null],
      [47, 25, 8, 12, 9, 21, 7],
      [29, 16, null, 7, 6, 13, null],
    ])
    expect(toRows(exactCases).slice(4)).toEqual([
      [39, 21, 4, 9, 10, 18, 6],
      [47, 25, 8, 12, 9, 21, 7],
      [29, 16, 6, 7, 6, 13, 3],
    ])
  })

  it('tell of a rare disease the total of the territory alone', async () => {
    const { cases } = await askDisease('dengue')
    expect(cases.total).toBe(2)
    const others = [...cases.byDay, ...cases.byArea, ...cases.cells]
    expect(new Set(others.map((entry) => entry.cases))).toEqual(new Set([null]))
  })

  it.each(['influenza', 'hand-foot-mouth', 'varicella', 'dengue'])(
    'of %s can not be worked out from all that is published',
    async (id) => {
      const { cases, exactCases } = await askDisease(id)
      const published = toTable(cases)
      expect(recoverByElimination(published)).toEqual([])
      const ranges = possibleRanges(
        published,
        toRows(exactCases).map((row) => row.map(Number)),
      )
      expect(ranges.length).toBeGreaterThan(0)
      const narrowest = Math.min(...ranges.map(({ lowest, highest }) => highest - lowest))
      expect(narrowest).toBeGreaterThanOrEqual(Math.min(5, cases.total ?? 0))
    },
  )
})

const visits = z.object({
  total: count,
  byDistrict: z.array(z.object({ visits: count })),
  byDiagnosisGroup: z.array(z.object({ visits: count })),
  cells: z.array(z.object({ visits: count })),
})

describe('visits to a health centre by statistical district', () => {
  it('withhold small cells and as many others as keep them from being subtracted', async () => {
    const answer = await subgraph.ask(
      `{ healthFacility(id: "hc-tap-seac") { ... on HealthCentre { visitsByStatisticalDistrict {
        month total byDistrict { district { id } visits } byDiagnosisGroup { visits } cells { visits } } } } }`,
    )
    expect(answer.data).toMatchObject({
      healthFacility: {
        visitsByStatisticalDistrict: {
          month: '2026-10',
          total: 603,
          byDistrict: [
            { district: { id: 'district-conselheiro-ferreira-de-almeida' }, visits: 410 },
            { district: { id: 'district-colina-da-guia' }, visits: 160 },
            { district: { id: 'district-horta-e-costa-e-ouvidor-arriaga' }, visits: 33 },
          ],
        },
      },
    })
  })

  it('of no centre can be worked out from its sums', async () => {
    const answer = await subgraph.ask(
      `{ healthCentres(first: 50) { nodes { visitsByStatisticalDistrict {
        total byDistrict { visits } byDiagnosisGroup { visits } cells { visits } } } } }`,
    )
    const page = z.object({
      healthCentres: z.object({
        nodes: z.array(z.object({ visitsByStatisticalDistrict: visits.nullable() })),
      }),
    })
    const tables = page
      .parse(answer.data)
      .healthCentres.nodes.flatMap((node) => node.visitsByStatisticalDistrict ?? [])
    expect(tables).toHaveLength(9)
    for (const { total, byDistrict, byDiagnosisGroup, cells } of tables) {
      const width = byDiagnosisGroup.length
      const published = {
        cells: byDistrict.map((_, row) =>
          cells.slice(row * width, (row + 1) * width).map((cell) => cell.visits),
        ),
        rowTotals: byDistrict.map((district) => district.visits),
        columnTotals: byDiagnosisGroup.map((group) => group.visits),
        total,
      }
      expect(recoverByElimination(published)).toEqual([])
    }
  })
})

describe('patients who wait by triage level', () => {
  it('withhold numbers under five, and others where the public number of all who wait would give one away', async () => {
    const answer = await subgraph.ask(
      '{ emergencyDepartments(orderBy: ID) { id waitingPatients waitingByTriageLevel { level waitingPatients } } }',
    )
    const levels = (...counts: (number | null)[]) =>
      counts.map((waitingPatients, index) => ({ level: index + 1, waitingPatients }))
    expect(answer.data?.emergencyDepartments).toEqual([
      // 0, 3, 11, 7 and 2 in truth: 12 of 23 are somewhere in the four that are withheld.
      { id: 'chcsj-adult', waitingPatients: 23, waitingByTriageLevel: levels(null, null, 11, null, null) },
      {
        id: 'chcsj-paediatric',
        waitingPatients: 12,
        waitingByTriageLevel: levels(null, null, null, null, null),
      },
      {
        id: 'islands-emergency',
        waitingPatients: 6,
        waitingByTriageLevel: levels(null, null, null, null, null),
      },
      { id: 'kiang-wu', waitingPatients: null, waitingByTriageLevel: null },
      { id: 'macao-union', waitingPatients: null, waitingByTriageLevel: null },
      { id: 'must-hospital', waitingPatients: null, waitingByTriageLevel: null },
    ])
  })
})

async function askDisease(id: string): Promise<z.infer<typeof diseases>[number]> {
  const answer = await subgraph.ask(`{ notifiableDiseases { id cases ${CASES} exactCases ${CASES} } }`)
  const found = diseases.parse(answer.data?.notifiableDiseases).find((disease) => disease.id === id)
  if (!found) throw new Error(`expected the disease ${id}`)
  return found
}

function toRows({ byArea, byDay, cells }: z.infer<typeof cases>): (number | null)[][] {
  const width = byArea.length
  return byDay.map((_, row) => cells.slice(row * width, (row + 1) * width).map((cell) => cell.cases))
}

function toTable(published: z.infer<typeof cases>): PublishedTable {
  return {
    cells: toRows(published),
    rowTotals: published.byDay.map((day) => day.cases),
    columnTotals: published.byArea.map((area) => area.cases),
    total: published.total,
  }
}
