import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import type { FeedDescriptor, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { testDocument } from '../../_kit/testDocument.ts'
import { areas } from './areas.ts'
import { bureaus } from './bureaus.ts'
import { portalDatasets, type PortalDataset } from './portalDatasets.ts'
import { portalDetails } from './portalDetails.ts'

function parse<R>(descriptor: FeedDescriptor<R>, document: unknown): ParsedFeed<R> {
  const body = typeof document === 'string' ? document : JSON.stringify(document)
  return descriptor.parse(testDocument(body))
}

function searchReply(...items: readonly unknown[]) {
  return { code: '0', data: { page: 1, rows: 10, total: items.length, pageTotal: 1, items } }
}

const ITEM = {
  id: 'ea50a770-cc35-47cc-a3ba-7f60092d4bc4',
  name: '停車場☯停车场☯Car parks☯Parques',
  deptName: '交通事務局, 治安警察局',
  deptId: '1,2',
  updateTime: '2026-11-20 09:30:00',
  isFile: '0',
  isApi: '1',
  isUrl: 1,
  description: '',
  visits: 42,
}

describe("the portal's search", () => {
  it('asks by POST for all data sets at once', () => {
    expect(portalDatasets.method).toBe('POST')
    expect(portalDatasets.body?.(new Date(0))).toBe(
      '{"key":"","page":0,"rows":2000,"orderBy":"asc","sortBy":"name","url":false}',
    )
  })

  it('is read with its joined languages, joined publishers, flags as text and times without zone', () => {
    const expected: PortalDataset = {
      id: 'ea50a770-cc35-47cc-a3ba-7f60092d4bc4',
      title: { zh: '停車場', pt: 'Parques', en: 'Car parks' },
      description: null,
      publishers: ['交通事務局', '治安警察局'],
      modifiedAt: '2026-11-20T09:30:00+08:00',
      distributions: ['API', 'LINK'] as PortalDataset['distributions'],
      visits: 42,
    }
    expect(parse(portalDatasets, searchReply(ITEM))).toMatchObject({
      records: [expected],
      setAside: [],
      unreadable: [],
      remarks: [],
    })
  })

  it('gives no language that it cannot tell', () => {
    const { records, remarks } = parse(
      portalDatasets,
      searchReply({ ...ITEM, id: 'one', name: '停車場' }, { ...ITEM, id: 'two', name: '停車場☯Parques' }),
    )
    expect(records.map(({ title }) => title)).toEqual([
      { zh: '停車場', pt: null, en: null },
      { zh: '停車場', pt: null, en: null },
    ])
    expect(remarks).toEqual(['1 names have neither one nor four languages: only the first is taken.'])
  })

  it('says when the reply does not hold all', () => {
    const reply = searchReply(ITEM)
    const { remarks } = parse(portalDatasets, { ...reply, data: { ...reply.data, total: 1376 } })
    expect(remarks).toEqual(['The reply holds 1 of 1376 data sets.'])
  })

  it.each([
    ['name', true, 'name: expected text; got true'],
    ['id', '', 'id: expected text; got ""'],
  ])('sets an item aside for its %s and keeps the others', (field, value, reason) => {
    const { records, setAside } = parse(
      portalDatasets,
      searchReply({ ...ITEM, [field]: value }, { ...ITEM, id: 'good' }),
    )
    expect(records.map(({ id }) => id)).toEqual(['good'])
    expect(setAside.map((entry) => entry.reason)).toEqual([reason])
  })

  it.each([
    [
      'updateTime',
      'yesterday',
      'updateTime: expected a time such as "2026-11-22 14:20" that has been; got "yesterday"',
    ],
    ['isApi', 'yes', 'isApi: expected true or false; got "yes"'],
    ['visits', 'many', 'visits: expected a whole number from 0; got "many"'],
  ])('keeps an item without its %s, and says why', (field, value, reason) => {
    const { records, unreadable } = parse(portalDatasets, searchReply({ ...ITEM, [field]: value }))
    expect(records).toHaveLength(1)
    expect(unreadable).toEqual([{ record: ITEM.id, reason }])
  })

  it('sets the second of two items with one id aside', () => {
    expect(parse(portalDatasets, searchReply(ITEM, ITEM)).setAside).toEqual([
      { record: ITEM.id, reason: `id: expected each record once; got "${ITEM.id}"` },
    ])
  })
})

const DETAIL = {
  id: 'x',
  name: '一☯☯One☯Um',
  formats: 'XML',
  frequency: 'daily',
  appCode: 'public-code',
  apis: { apiId: '7' },
}

describe("the portal's details", () => {
  it('take one format as a list, and never the code that the reply carries', () => {
    const { records } = parse(portalDetails, [{ code: '0', data: DETAIL }])
    expect(records).toMatchObject([
      {
        id: 'x',
        title: { zh: '一', pt: 'Um', en: 'One' },
        formats: ['XML'],
        updateFrequency: 'daily',
        origin: null,
      },
    ])
    expect(JSON.stringify(records)).not.toContain('public-code')
  })

  it('set a failed reply aside, and know no theme that is none', () => {
    const { records, setAside, unreadable } = parse(portalDetails, [
      { code: '1', msg: 'no' },
      { code: '0', data: { ...DETAIL, graph: { theme: 'WEATHER' } } },
    ])
    expect(records).toMatchObject([{ id: 'x', theme: null }])
    expect(setAside).toEqual([{ record: 'record 1', reason: 'id: expected text; got nothing' }])
    expect(unreadable).toEqual([
      {
        record: 'x',
        reason:
          'graph.theme: expected one of CITY, CULTURE, GOVERNMENT, HEALTH, POPULATION, PUBLIC_SAFETY, TOURISM, TRANSPORT; got "WEATHER"',
      },
    ])
  })
})

describe('areas and bureaus', () => {
  it('set records aside that are of no known kind', () => {
    const area = { id: 'se', name_zh: '大堂區', kind: 'county', confidence: 'high' }
    expect(parse(areas, { areas: [area] }).setAside).toEqual([
      {
        record: 'se',
        reason: 'kind: expected one of parish, reclamation, special_zone, statistical_district; got "county"',
      },
    ])
    expect(parse(bureaus, { bureaus: [{ id: 'x', role: 'CHIEF', name_zh: '局' }] }).setAside).toEqual([
      { record: 'x', reason: 'role: expected one of LEAD, CUSTODIAN, COLLABORATOR; got "CHIEF"' },
    ])
  })

  it('set aside what is no record', () => {
    expect(parse(bureaus, { bureaus: ['ic', null] }).setAside).toEqual([
      { record: 'record 1', reason: 'record: expected an object; got "ic"' },
      { record: 'record 2', reason: 'record: expected an object; got null' },
    ])
  })
})

describe('what is no document of the source is refused, so that the last good state stays:', () => {
  it.each([
    ['search', portalDatasets, 'a reply of the portal with data.items'],
    ['details', portalDetails, "a list of the portal's replies"],
    ['areas', areas, 'an object with the list "areas"'],
    ['bureaus', bureaus, 'an object with the list "bureaus"'],
  ] as const)('%s', (_, descriptor, expected) => {
    expect(() => parse<unknown>(descriptor, { other: 1 })).toThrow(`expected ${expected}; got `)
    expect(() => parse<unknown>(descriptor, '{"msg":"內部錯誤","code":1}')).toThrow(
      'expected data; got the error body',
    )
    expect(() => parse<unknown>(descriptor, '<!DOCTYPE html><p>')).toThrow('expected data; got an HTML page')
  })
})
