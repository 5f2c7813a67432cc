#define _GNU_SOURCE
#include "cloop.h"

#include <lmdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HASH = 32, TILE = 256, LEVELS = 8, SENDER = 5, ID = 36, EVENTS_OF_STREAM = 20 };

enum table { EVENTS, STREAMS, COMMANDS, REQUESTS, TILES, EDGE, TABLES };
static const char *const names[TABLES] = {"events",   "streams", "commands",
                                          "requests", "tiles",   "edge"};

typedef struct {
  const cloop_plan *plan;
  MDB_env *env;
  MDB_txn *txn;
  MDB_dbi tables[TABLES];
  uint64_t size;  // How many events there are.
  // The unfinished tile of each level.
  uint8_t edge[LEVELS][TILE][HASH];
  uint8_t *line, *request;
  uint64_t random;
} loop;

static void big_endian(uint64_t number, uint8_t *bytes) {
  for (int i = 7; i >= 0; i--, number >>= 8) bytes[i] = (uint8_t)number;
}

static uint64_t next_random(loop *l) {
  l->random ^= l->random << 13;
  l->random ^= l->random >> 7;
  l->random ^= l->random << 17;
  return l->random;
}

static int put(loop *l, enum table table, const void *key, size_t key_length, const void *value,
               size_t value_length, unsigned flags) {
  MDB_val k = {key_length, (void *)key}, v = {value_length, (void *)value};
  return mdb_put(l->txn, l->tables[table], &k, &v, flags);
}

// MARK: The tree

static int keep_tile(loop *l, int level, uint64_t index) {
  uint8_t key[9] = {(uint8_t)level};
  big_endian(index, key + 1);
  return put(l, TILES, key, sizeof key, l->edge[level], TILE * HASH, 0);
}

static void root_of_tile(loop *l, int level, uint8_t *root) {
  static uint8_t row[TILE][HASH];
  memcpy(row, l->edge[level], sizeof row);
  for (int width = TILE; width > 1; width /= 2)
    for (int i = 0; i < width / 2; i++) l->plan->node(row[2 * i], row[2 * i + 1], row[i]);
  memcpy(root, row[0], HASH);
}

// Adds a leaf, and keeps each tile that it fills.
static int grow(loop *l) {
  uint8_t hash[HASH];
  l->plan->leaf(l->line, l->plan->line_length, hash);
  uint64_t place = l->size++;
  for (int level = 0; level < LEVELS; level++, place /= TILE) {
    memcpy(l->edge[level][place % TILE], hash, HASH);
    if (place % TILE != TILE - 1) return 0;
    int code = keep_tile(l, level, place / TILE);
    if (code) return code;
    root_of_tile(l, level, hash);
  }
  return 0;
}

static int keep_edge(loop *l) {
  static uint8_t row[9 + LEVELS * (1 + TILE * HASH)];
  size_t length = 9;
  big_endian(l->size, row);
  row[8] = 0;
  for (uint64_t rest = l->size; rest > 0; rest /= TILE, row[8]++) {
    uint8_t width = rest % TILE;
    row[length++] = width;
    memcpy(row + length, l->edge[row[8]], width * HASH);
    length += width * HASH;
  }
  return put(l, EDGE, "edge", 4, row, length, 0);
}

// MARK: A command

// Finds that the id is new, as the log does.
static int require_new(loop *l, uint8_t *key, size_t length) {
  MDB_val k = {length, key}, v;
  int code = mdb_get(l->txn, l->tables[COMMANDS], &k, &v);
  return code == MDB_NOTFOUND ? 0 : code ? code : MDB_KEYEXIST;
}

// Finds that the stream stands where its writer takes it to stand.
static int require_revision(loop *l, uint8_t *key, size_t name, uint64_t revision) {
  MDB_cursor *cursor;
  int code = mdb_cursor_open(l->txn, l->tables[STREAMS], &cursor);
  if (code) return code;
  memset(key + name, 0xff, 8);
  MDB_val k = {name + 8, key}, v;
  code = mdb_cursor_get(cursor, &k, &v, MDB_SET_RANGE);
  code = mdb_cursor_get(cursor, &k, &v, code == MDB_NOTFOUND ? MDB_LAST : MDB_PREV);
  uint8_t last[8];
  big_endian(revision - 1, last);
  bool is_own = !code && k.mv_size == name + 8 && !memcmp(k.mv_data, key, name);
  bool stands = is_own ? !memcmp((uint8_t *)k.mv_data + name, last, 8) : revision == 0;
  mdb_cursor_close(cursor);
  if (code && code != MDB_NOTFOUND) return code;
  return stands ? 0 : MDB_INCOMPATIBLE;
}

// A UUID of version 7, as the ledger gives to a command that has none, then 0x00 and the sender.
static size_t command_key(loop *l, uint8_t *key) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
  uint64_t a = next_random(l), b = next_random(l);
  snprintf((char *)key, 64, "%08x-%04x-7%03x-%04x-%012llx%cbench", (unsigned)(ms >> 16),
           (unsigned)(ms & 0xffff), (unsigned)(a & 0xfff), (unsigned)(0x8000 | (b >> 50)),
           (unsigned long long)(b & 0xffffffffffff), '\0');
  memcpy(key + ID + 1, "bench", SENDER);
  return ID + 1 + SENDER;
}

static int take_command(loop *l) {
  uint8_t position[8], stream[64], revision[8], command[64], row[44] = {0};
  uint64_t caller = l->size % l->plan->callers, number = l->size / l->plan->callers;
  big_endian(l->size, position);
  big_endian(number % EVENTS_OF_STREAM, revision);
  int name = snprintf((char *)stream, 48, "deal/D%llu-%llu", (unsigned long long)caller,
                      (unsigned long long)(number / EVENTS_OF_STREAM)) + 1;
  size_t id = command_key(l, command);
  memcpy(row, position, 8);
  row[11] = 1;
  memcpy(l->line, command, ID);
  memcpy(l->line + ID, position, 8);

  int code = require_new(l, command, id);
  if (!code) code = require_revision(l, stream, (size_t)name, number % EVENTS_OF_STREAM);
  memcpy(stream + name, revision, 8);
  if (!code) code = put(l, EVENTS, position, 8, l->line, l->plan->line_length, MDB_APPEND);
  if (!code) code = put(l, STREAMS, stream, (size_t)name + 8, position, 8, 0);
  if (!code) code = put(l, COMMANDS, command, id, row, sizeof row, 0);
  if (!code) code = put(l, REQUESTS, position, 8, l->request, l->plan->request_length, 0);
  return code ? code : grow(l);
}

// MARK: All of them

static int open_log(loop *l) {
  int code = mdb_env_create(&l->env);
  if (!code) code = mdb_env_set_mapsize(l->env, (size_t)256 << 30);
  if (!code) code = mdb_env_set_maxdbs(l->env, 32);
  if (!code) code = mdb_env_open(l->env, l->plan->folder, MDB_NOTLS, 0600);
  if (!code) code = mdb_txn_begin(l->env, NULL, 0, &l->txn);
  for (int i = 0; i < TABLES && !code; i++)
    code = mdb_dbi_open(l->txn, names[i], MDB_CREATE, &l->tables[i]);
  if (code) return code;
  return mdb_txn_commit(l->txn);
}

static int write_batch(loop *l, uint64_t end) {
  int code = mdb_txn_begin(l->env, NULL, 0, &l->txn);
  if (code) return code;
  while (l->size < end && !code) code = take_command(l);
  if (!code) code = keep_edge(l);
  if (!code) return mdb_txn_commit(l->txn);
  mdb_txn_abort(l->txn);
  return code;
}

static int write_all(loop *l) {
  const cloop_plan *plan = l->plan;
  int code = 0;
  for (uint64_t batch = 1; batch <= plan->commits && !code; batch++)
    code = write_batch(l, (uint64_t)((__uint128_t)plan->events * batch / plan->commits));
  return code;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int cloop_run(const cloop_plan *plan, double *seconds) {
  loop *l = calloc(1, sizeof *l);
  if (!l) return MDB_PANIC;
  l->plan = plan;
  l->random = 88172645463325252ULL;
  l->line = malloc(plan->line_length);
  l->request = malloc(plan->request_length);
  int code = l->line && l->request ? open_log(l) : MDB_PANIC;
  if (!code) {
    memset(l->line, 'a', plan->line_length);
    memset(l->request, 'a', plan->request_length);
    double start = now();
    code = write_all(l);
    *seconds = now() - start;
  }
  if (l->env) mdb_env_close(l->env);
  free(l->line);
  free(l->request);
  free(l);
  return code;
}

const char *cloop_message(int code) { return mdb_strerror(code); }
