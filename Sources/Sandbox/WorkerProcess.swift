import CSandbox

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The worker's own side: what a process does that was started by ``Worker``.
public enum WorkerProcess {
  /// To be called first: ties this process's life to its parent's, and opens the channel to it.
  ///
  /// On Linux the kernel ends this process when the parent's waiting thread ends; elsewhere a thread watches for it.
  ///
  /// - Throws: ``ChannelFault/notStartedAsWorker`` where this process was started in some other way.
  public static func begin(cap: FrameCap = .standard) throws(ChannelFault) -> MessageChannel {
    guard wbs_child_begin() == 0 else { throw .notStartedAsWorker }
    return MessageChannel(
      reading: Int32(WBS_REQUEST_DESCRIPTOR), writing: Int32(WBS_MESSAGE_DESCRIPTOR), cap: cap)
  }

  /// The first of the two signals with which a parent ends a worker's time: the polite one.
  ///
  /// The worker must catch or ignore it before it says that it is ready, since that starts the clock; by default the
  /// signal ends the process.
  public static let deadlineSignal: Int32 = SIGUSR1

  /// The descriptors on which a worker talks: messages, and standard output and error.
  public static let talkingDescriptors: [Int32] = [1, 2, Int32(WBS_MESSAGE_DESCRIPTOR)]
}
