import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Processor seconds that a process and all its threads have used. */
export function readCpuSeconds(pid) {
  // The name in brackets may hold spaces; fields are counted behind it (utime and stime are 14 and 15 of the line).
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** The most memory that a process has ever held, in MiB. */
export function readPeakMemory(pid) {
  return readStatus(pid, 'VmHWM')
}

/** The memory that a process holds now, in MiB. */
export function readMemory(pid) {
  return readStatus(pid, 'VmRSS')
}

function readStatus(pid, field) {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'))
  return Number(line?.[1]) / 1024
}
