// What LineEditing needs of GNU readline, and the little that Swift cannot say for itself: readline's
// global variables (Swift 6 refuses C's globals), macros, unions and functions of varying arguments.
//
// On macOS the system's own <readline/readline.h> is editline's, which lacks much of what follows.
// Homebrew's readline keeps to a folder of its own, which the manifest names by its readline.pc.

#ifndef POLYSEME_READLINE_SHIM_H
#define POLYSEME_READLINE_SHIM_H

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include <readline/readline.h>
#include <readline/history.h>

#if !defined(RL_READLINE_VERSION) || RL_READLINE_VERSION < 0x0801
#error "GNU readline 8.1 or later is needed (Debian: apt-get install libreadline-dev; macOS: brew install readline)"
#endif

#if RL_READLINE_VERSION < 0x0802
// 8.1 has it, but does not declare it.
extern int _rl_eof_found;
#define rl_eof_found _rl_eof_found
#endif

// Setting up, once, before the first line.

/// Gives the terminal back as it was. At the end of input readline would also go to a new line, but
/// only where bracketed paste is on; the program does so always.
static inline void rlshim_give_back_terminal(void) {
  rl_eof_found = 0;
  rl_deprep_terminal();
}

static inline void rlshim_set_up(
    const char *name, rl_getc_func_t *read_key, rl_cpvfunc_t *word_breaks,
    rl_completion_func_t *complete, rl_quote_func_t *quote, rl_dequote_func_t *dequote) {
  rl_readline_name = name;
  rl_instream = stdin;
  rl_outstream = stdout;
  rl_getc_function = read_key;
  rl_deprep_term_function = rlshim_give_back_terminal;
  rl_completion_word_break_hook = word_breaks;
  rl_attempted_completion_function = complete;
  rl_filename_quoting_function = quote;
  rl_filename_dequoting_function = dequote;
  // LINES and COLUMNS are other people's; setting them would also race with threads that read them.
  rl_change_environment = 0;
  rl_catch_signals = 1;
  rl_catch_sigwinch = 1;
}

// Completion.

static inline const char *rlshim_line(void) { return rl_line_buffer; }
static inline int rlshim_cursor(void) { return rl_point; }

/// Words come from the program: what it finds is all there is, and nothing in them is quoted.
static inline void rlshim_complete_words(void) {
  rl_completer_quote_characters = NULL;
  rl_filename_quote_characters = NULL;
}

/// File names come from readline, which puts names that need it in double quotes.
static inline void rlshim_complete_file_names(void) {
  rl_completer_quote_characters = "\"";
  rl_filename_quote_characters = " \t\"\\";
}

static inline void rlshim_use_only_these_matches(void) { rl_attempted_completion_over = 1; }
static inline void rlshim_matches_are_file_names(void) { rl_filename_completion_desired = 1; }
static inline void rlshim_append_nothing(void) { rl_completion_suppress_append = 1; }
static inline void rlshim_keep_order(void) { rl_sort_completion_matches = 0; }

// Keys and signals.

/// What readline takes for a key when there is none to be had: the line is over, and empty.
static inline int rlshim_no_key(void) { return RL_ISSTATE(RL_STATE_READCMD) ? READERR : EOF; }

/// What takes the place of a key when an interrupt came: the line is given up, or first what readline
/// asks for in it (a search, a question, the rest of a key sequence), and then the line.
///
/// This does what readline's own handler does at an interrupt. That handler must not: 8.3 has it free
/// the state of a search, which then goes on with it.
static inline int rlshim_give_up(void) {
  if (!RL_ISSTATE(RL_STATE_READCMD)) return EOF;
  rl_free_line_state();
  rl_echo_signal_char(SIGINT);
  rl_cleanup_after_signal();
  return READERR;
}

static inline int rlshim_input(FILE *stream) { return fileno(stream); }
static inline void rlshim_flush(void) { fflush(stdout); }
static inline void rlshim_put(const char *text, size_t length) {
  fwrite(text, 1, length, stdout);
  fflush(stdout);
}

/// Waits for bytes: 1 there are some (or the end), 0 the time is up, -1 a signal came.
static inline int rlshim_wait(int descriptor, int milliseconds) {
  struct pollfd input = {.fd = descriptor, .events = POLLIN};
  int count = poll(&input, 1, milliseconds);
  // Whatever else is wrong, reading will say it better.
  return count < 0 ? (errno == EINTR ? -1 : 1) : count;
}

/// Handles a signal from now on, unless the program was started to ignore it.
///
/// What the signal finds being read or written goes on afterwards.
static inline int rlshim_handle(int number, void (*handler)(int)) {
  struct sigaction old, action;
  if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN) return 0;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL);
}

static inline void rlshim_increment(int *number) { __atomic_add_fetch(number, 1, __ATOMIC_RELAXED); }
static inline int rlshim_load(const int *number) { return __atomic_load_n(number, __ATOMIC_RELAXED); }
static inline void rlshim_store(int *number, int value) {
  __atomic_store_n(number, value, __ATOMIC_RELAXED);
}

// The terminal.

/// The columns of a terminal; 0 where it is none or does not say.
static inline int rlshim_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static inline int rlshim_rows(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

/// The name of the characters' encoding that the locale set last asks for.
static inline const char *rlshim_encoding(void) { return nl_langinfo(CODESET); }

#endif
