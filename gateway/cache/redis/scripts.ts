import { createHash } from 'node:crypto'
import type { Redis } from '../../../kit/redis.ts'

/** A script that runs in Redis, all or nothing as far as others can see. */
export interface Script {
  readonly text: string
  readonly digest: string
}

function createScript(text: string): Script {
  return { text, digest: createHash('sha1').update(text).digest('hex') }
}

/** Sends the script's digest; its text only where Redis does not know it. */
export async function runScript(
  redis: Redis,
  { text, digest }: Script,
  keys: readonly string[],
  values: readonly (string | Buffer)[],
): Promise<unknown> {
  const rest = [String(keys.length), ...keys, ...values]
  try {
    return await redis.send(['EVALSHA', digest, ...rest])
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
    return redis.send(['EVAL', text, ...rest])
  }
}

/**
 * Stores entries unless the subgraph's epoch has changed, and releases a lease.
 *
 * KEYS: epoch, lease. ARGV: the epoch as it was read, the lease's token, then steps: "I" index member ttl, "S" key
 * value ttl. The indexes of an entry come before it: where memory ends in between, there is no entry without them.
 */
export const WRITE = createScript(`
if ARGV[2] ~= '' and redis.call('GET', KEYS[2]) == ARGV[2] then redis.call('DEL', KEYS[2]) end
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local trimmed = {}
local at = 3
while at <= #ARGV do
  local ttl = tonumber(ARGV[at + 3])
  if ARGV[at] == 'I' then
    local index = ARGV[at + 1]
    if not trimmed[index] then
      redis.call('ZREMRANGEBYSCORE', index, '-inf', now)
      trimmed[index] = true
    end
    redis.call('ZADD', index, 'GT', now + ttl, ARGV[at + 2])
    if redis.call('PTTL', index) < ttl then redis.call('PEXPIRE', index, ttl) end
  else
    redis.call('SET', ARGV[at + 1], ARGV[at + 2], 'PX', ttl)
  end
  at = at + 4
end
return 1
`)

/**
 * Drops entries, sets the subgraph's epoch anew and tells all gateways. Works in a full Redis too.
 *
 * KEYS: epoch. ARGV: channel, message, how many of the following are indexes of groups, those, then indexes of entries.
 * Answers how many entries were dropped and how many gateways were told.
 */
export const INVALIDATE = createScript(`#!lua flags=allow-oom
local count = 0
local function dropMembers(index)
  for _, key in ipairs(redis.call('ZRANGE', index, 0, -1)) do
    count = count + redis.call('UNLINK', key)
  end
  redis.call('UNLINK', index)
end
local groups = tonumber(ARGV[3])
for at = 4, 3 + groups do
  for _, group in ipairs(redis.call('ZRANGE', ARGV[at], 0, -1)) do dropMembers(group) end
  redis.call('UNLINK', ARGV[at])
end
for at = 4 + groups, #ARGV do dropMembers(ARGV[at]) end
local time = redis.call('TIME')
redis.call('SET', KEYS[1], time[1] .. '.' .. time[2])
return { count, redis.call('PUBLISH', ARGV[1], ARGV[2]) }
`)

/**
 * Acquires a lease if no gateway has it, and reads. KEYS: lease, epoch, entries. ARGV: token, milliseconds. Answers
 * whether the lease is ours, and what it read.
 */
export const LEASE = createScript(`
local isOurs = redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0
return { isOurs, redis.call('MGET', unpack(KEYS, 2)) }
`)

/** Releases a lease for the next gateway. KEYS: lease. ARGV: its token. */
export const RELEASE = createScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`)

/**
 * Stores a text under its hash, and drops the oldest texts where all of them together are too large.
 *
 * KEYS: text, its order, sum of lengths. ARGV: text, its length, milliseconds to live, the most bytes of all, prefix of a
 * text's key, hash. An expired text still counts until it is the oldest: the sum is never too small.
 */
export const KEEP_TEXT = createScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
local time = redis.call('TIME')
local member = ARGV[6] .. ':' .. ARGV[2]
local sum = tonumber(redis.call('GET', KEYS[3]) or '0')
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
if redis.call('ZADD', KEYS[2], time[1] .. string.format('%06d', time[2]), member) == 1 then sum = sum + ARGV[2] end
while sum > tonumber(ARGV[4]) do
  local oldest = redis.call('ZPOPMIN', KEYS[2])[1]
  if not oldest then break end
  local hash, length = string.match(oldest, '^(%x+):(%d+)$')
  redis.call('UNLINK', ARGV[5] .. hash)
  sum = sum - length
end
redis.call('SET', KEYS[3], string.format('%d', sum), 'PX', ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return 1
`)

/**
 * Appends the events of a topic that it does not have, and forgets old ones; returns the id of the last that it knows.
 *
 * KEYS: stream, base. ARGV: the event before the first, the oldest time that is kept in milliseconds, how many are kept, 1 where
 * these are all that there are, then id and text of each. What was never told, between the last that is known and the first of
 * these, counts as forgotten.
 */
export const APPEND_EVENTS = createScript(`
local function split(id) local a, b = string.match(id, '^(%d+)-(%d+)$'); return tonumber(a), tonumber(b) end
local function before(one, other)
  local a, b = split(one); local c, d = split(other)
  return a < c or (a == c and b < d)
end
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
local last = newest[1] and newest[1][1] or redis.call('GET', KEYS[2]) or '0-0'
local isNews = #ARGV > 4 or (ARGV[4] == '1' and last == '0-0')
if isNews and before(last, ARGV[1]) then
  redis.call('DEL', KEYS[1])
  redis.call('SET', KEYS[2], ARGV[1])
  last = ARGV[1]
end
for at = 5, #ARGV, 2 do
  if before(last, ARGV[at]) then
    redis.call('XADD', KEYS[1], ARGV[at], 'event', ARGV[at + 1])
    last = ARGV[at]
  end
end
local function forget(edge)
  if not edge then return end
  redis.call('SET', KEYS[2], edge)
  local a, b = split(edge)
  redis.call('XTRIM', KEYS[1], 'MINID', string.format('%d-%d', a, b + 1))
end
local oldest = tonumber(ARGV[2])
if oldest > 0 then
  local old = redis.call('XREVRANGE', KEYS[1], string.format('%d', oldest - 1), '-', 'COUNT', 1)
  forget(old[1] and old[1][1])
end
local tooMany = redis.call('XLEN', KEYS[1]) - tonumber(ARGV[3])
if tooMany > tonumber(ARGV[3]) / 10 then
  local old = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', tooMany)
  forget(old[#old][1])
end
return last
`)
