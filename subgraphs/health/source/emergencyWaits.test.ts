import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../../kit/log.ts'
import { createFeed, type Feed } from '../../_kit/feed.ts'
import { emergencyWaits, type WaitRecord } from './emergencyWaits.ts'

const GOOD = {
  facility_id: 'chcsj',
  department: 'adult',
  triage_level: null,
  observed_at: '2026-11-22T14:20:00+08:00',
  waiting_patients: '23',
  wait_minutes_avg: 46,
  wait_minutes_p90: null,
  status: 'busy',
  sample: false,
}

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

describe('the feed of waiting times', () => {
  it('reads numbers as numbers or digits and keeps what is not known null', async () => {
    const feed = await readOnce(JSON.stringify({ code: 0, data: [GOOD] }))
    expect(feed.read().records).toEqual([
      {
        facility: 'chcsj',
        department: 'ADULT',
        observedAt: '2026-11-22T14:20:00+08:00',
        waitingPatients: 23,
        minutesAvg: 46,
        minutesP90: null,
        status: 'BUSY',
        sample: false,
      },
    ])
  })

  it.each([
    ['department', '', 'department: expected one of adult, paediatric, islands; got ""'],
    [
      'observed_at',
      '14:20',
      'observed_at: expected an ISO 8601 instant with an offset that has been; got "14:20"',
    ],
    [
      'observed_at',
      '2026-11-22T22:20:00+08:00',
      'observed_at: expected an ISO 8601 instant with an offset that has been; got "2026-11-22T22:20:00+08:00"',
    ],
    ['sample', 'perhaps', 'sample: expected true or false; got "perhaps"'],
  ])('sets a record aside whose %s is %j, and keeps the others', async (field, value, reason) => {
    const other = { ...GOOD, department: 'paediatric', [field]: value }
    const feed = await readOnce(JSON.stringify({ code: 0, data: [GOOD, other, 'waits'] }))
    expect(feed.report()).toMatchObject({
      state: 'LIVE',
      accepted: 1,
      setAside: [
        { record: field === 'department' ? 'chcsj' : 'chcsj paediatric', reason },
        { record: 'record 3', reason: 'record: expected an object; got "waits"' },
      ],
    })
  })

  it.each([
    ['status', 'frantic', 'status: expected one of normal, busy, very_busy; got "frantic"'],
    ['wait_minutes_avg', -1, 'wait_minutes_avg: expected a whole number from 0; got -1'],
    ['wait_minutes_avg', 'soon', 'wait_minutes_avg: expected a whole number from 0; got "soon"'],
  ])('keeps a record without its %s where that is %j', async (field, value, reason) => {
    const feed = await readOnce(JSON.stringify({ code: 0, data: [{ ...GOOD, [field]: value }] }))
    expect(feed.read().records).toMatchObject([{ facility: 'chcsj', waitingPatients: 23 }])
    expect(feed.report().remarks).toEqual([`${reason} in chcsj adult: published as null, in 1 record.`])
  })

  it.each([
    ['the error body of the interface', '{"msg":"service unavailable","code":1}', /error body/],
    ['an error code before its message', '{"code":1,"msg":"busy"}', /an object with "code": 0/],
    ['a page', '<!DOCTYPE html><html></html>', /an HTML page/],
    ['half a document', '{"code":0,"data":[{"facility_id":"chc', /expected JSON/],
    ['nothing', '', /an empty body/],
  ])('keeps the last good state when HTTP 200 brings %s', async (_, body, reason) => {
    const answers = [JSON.stringify({ code: 0, data: [GOOD] }), body]
    const feed = await openFeed(() => answers.shift() ?? body)
    await feed.refresh()
    await feed.refresh()
    expect(feed.read().records).toHaveLength(1)
    expect(feed.report()).toMatchObject({ accepted: 1, lastError: expect.stringMatching(reason) })
  })
})

async function readOnce(body: string): Promise<Feed<WaitRecord>> {
  const feed = await openFeed(() => body)
  await feed.refresh()
  return feed
}

/** The feed at a server of its own that answers what `answer` gives, always with HTTP 200. */
async function openFeed(answer: () => string): Promise<Feed<WaitRecord>> {
  const listening = createServer((_, response) => response.end(answer()))
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return createFeed<WaitRecord>(
    { ...emergencyWaits, limits: { floor: 0, mayLose: null, mayFail: 1 } },
    {
      environment: { FEED_SSM_EMERGENCY_WAITS_URL: `http://127.0.0.1:${address.port}/waits` },
      clock: () => new Date('2026-11-22T14:20:00+08:00'),
      random: () => 0.5,
      log: createLog('test', 'silent'),
    },
  )
}
