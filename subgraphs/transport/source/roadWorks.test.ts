import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { parseRoadWorks } from './roadWorks.ts'
import { testDocument } from '../../_kit/testDocument.ts'

const ENTRY = {
  aviso_no: '2026-1',
  title_cn: '看台街,封閉',
  title_pt: 'Rua da Tribuna,encerrada',
  reason_cn: '--',
  summary_cn: '&lt;p&gt;改道&lt;/p&gt;',
  start_date: '2026-11-20',
  end_date: '2026-11-27',
  online_date: '2026-11-19 09:00:00',
  point_wgs84: '113.5493 22.2121',
  previousnotice: 'na',
}

function parse(entry: Partial<typeof ENTRY>) {
  const fields = Object.entries({ ...ENTRY, ...entry }).map(([name, value]) => `<${name}>${value}</${name}>`)
  return parseRoadWorks(
    testDocument(`<dsat_aviso exported="2026-11-22 06:00:00"><entry>${fields.join('')}</entry></dsat_aviso>`),
  )
}

describe('the parser of road works', () => {
  it('reads placeholders as nothing, the point as longitude and latitude, and HTML as text', () => {
    const parsed = parse({})
    expect(parsed.sourceUpdatedAt).toBe('2026-11-22T06:00:00+08:00')
    expect(parsed.records[0]).toMatchObject({
      id: '2026-1',
      restriction: 'CLOSED',
      reason: { zh: null, pt: null, en: null },
      summary: { zh: '改道', pt: null, en: null },
      publishedAt: '2026-11-19T09:00:00+08:00',
      replaces: null,
      place: { id: '22.21210,113.54930' },
    })
  })

  it.each([
    [{ start_date: 'soon' }, 'start_date: expected a day YYYY-MM-DD; got "soon"'],
    [{ start_date: '2026-02-30' }, 'start_date: expected a day YYYY-MM-DD; got "2026-02-30"'],
    [{ aviso_no: '' }, 'aviso_no: expected text; got ""'],
  ])('sets aside %o', (entry, reason) => {
    expect(parse(entry).setAside.map((setAside) => setAside.reason)).toEqual([reason])
  })

  it.each(['Macau', '22.2121 113.5493', '0.0 0.0'])(
    'publishes no place for the point "%s"',
    (point_wgs84) => {
      const { records, unreadable } = parse({ point_wgs84 })
      expect(records).toMatchObject([{ id: '2026-1', place: null }])
      expect(unreadable).toEqual([
        { record: '2026-1', reason: expect.stringMatching(/^point_wgs84: expected longitude and latitude/) },
      ])
    },
  )

  it('reads character references and ids with characters that nobody sees', () => {
    expect(parse({ aviso_no: '２０２６-1\u200b', reason_cn: '&#28595;&#x9580;' }).records).toMatchObject([
      { id: '2026-1', reason: { zh: '澳門' } },
    ])
  })
})
