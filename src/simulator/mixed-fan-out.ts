import type { HistoryEvent } from '../history/events.ts'
import { eventsOf } from './event-notation.ts'

/**
 * A Map `Fan` of so many items: #0 waits in a queue, fails, is tried again and waits for a callback; #1 is caught; #2 just works; of
 * more, the others never began.
 */
export function mixedFanOut(items: number): readonly HistoryEvent[] {
  return eventsOf(`
    1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=${items} @0
    4<3 MapIterationStarted Fan 0 @0  5<4 TaskStateEntered Charge @0
    6<5 TaskScheduled resource=invoke.waitForTaskToken @0  7<6 TaskStarted @100  8<7 TaskFailed error=Busy @200
    9<8 TaskScheduled resource=invoke.waitForTaskToken @300  10<9 TaskStarted @301  11<10 TaskSubmitted @310
    12<11 TaskSucceeded @500  13<12 TaskStateExited Charge @500  14<13 MapIterationSucceeded Fan 0 @500
    15<3 MapIterationStarted Fan 1 @0  16<15 TaskStateEntered Charge @0  17<16 TaskScheduled @0  18<17 TaskStarted @0
    19<18 TaskFailed error=Gone @400  20<19 TaskStateExited Charge @400  21<20 PassStateEntered Note @400
    22<21 PassStateExited Note @600  23<22 MapIterationSucceeded Fan 1 @600
    24<3 MapIterationStarted Fan 2 @0  25<24 PassStateEntered Note @0  26<25 PassStateExited Note @700
    27<26 MapIterationSucceeded Fan 2 @700`)
}
