// A worker for the tests: its first argument says what it is to do. It sends `ready`, does it, and says what it saw.

import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

guard let channel = try? WorkerProcess.begin() else {
  print("not started as a worker")
  exit(64)
}
let worker = TestWorker(channel: channel)

switch CommandLine.arguments.dropFirst().first {
case "echo": worker.echo()
case "status": exit(CommandLine.arguments.dropFirst(2).first.flatMap { Int32($0) } ?? 0)
case "surroundings": worker.tellSurroundings()
case "chatter": worker.chatter()
case "hang": worker.hang()
case "stop": worker.stopWhenAsked()
case "unprepared": worker.hangUnprepared()
case "close-and-hang": worker.closeAndHang()
case "segv": worker.touchNothing()
case "overflow": worker.overflowStack()
case "trap": worker.failCheck()
case "depth": worker.recurse()
case "claim": worker.claimTooMuch()
case "half": worker.sendHalf()
case "household": worker.keepHouse()
case "supervise": worker.superviseHangingWorker()
case "locks": worker.tellLocks()
#if os(Linux)
  case "processors": worker.tellProcessors()
  case "attempts": worker.attemptForbidden()
  case "attack": worker.attack()
#endif
case "memory": worker.fillMemory()
case "growth": worker.growArray()
case "grow-file": worker.growFile()
case "write-elsewhere": worker.writeElsewhere()
case "threads": worker.runThreads()
case "busy-queue": worker.keepQueueBusy()
case "concurrency": await worker.runTasks()
case "burn": worker.burnProcessorTime()
default: exit(65)
}
exit(0)
