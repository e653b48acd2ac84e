// Other threads, such as daemon threads of Python, may read streams until the process ends. So no
// static object of the library is destroyed: the linker replaces what registers destructors.

// NOLINTNEXTLINE(bugprone-reserved-identifier): the linker's name
extern "C" int __wrap___cxa_atexit(void (* /*destructor*/)(void*), void* /*object*/,
                                   void* /*library*/) {
  return 0;
}
