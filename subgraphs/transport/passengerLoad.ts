export enum PassengerLoad {
  LOW = 'LOW',
  MEDIUM = 'MEDIUM',
  HIGH = 'HIGH',
}

/** The public sees three levels of the six that the operators count; null where the bus does not tell. */
export function passengerLoadOf(raw: number | null): PassengerLoad | null {
  if (raw === null) return null
  if (raw <= 1) return PassengerLoad.LOW
  return raw <= 3 ? PassengerLoad.MEDIUM : PassengerLoad.HIGH
}
