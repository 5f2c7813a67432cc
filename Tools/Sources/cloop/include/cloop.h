#ifndef CLOOP_H
#define CLOOP_H

#include <stddef.h>
#include <stdint.h>

// The rows of a log, written with nothing but liblmdb: what a durable append costs at the least.

// RFC 6962's two hashes, 32 bytes each. The caller gives those that the log itself uses.
typedef void (*cloop_leaf_hash)(const uint8_t *line, size_t length, uint8_t *hash);
typedef void (*cloop_node_hash)(const uint8_t *left, const uint8_t *right, uint8_t *hash);

typedef struct {
  const char *folder;     // There, and empty.
  uint64_t events;        // In all, of one command each.
  uint64_t commits;       // Among which the events are shared out evenly.
  uint64_t callers;       // Taking turns, each with streams of its own, of 20 events each.
  size_t line_length;     // In bytes, as of the next.
  size_t request_length;
  cloop_leaf_hash leaf;
  cloop_node_hash node;
} cloop_plan;

// Writes what the plan says, and gives the seconds from the first transaction to the last commit.
// Answers 0, or what LMDB answered.
int cloop_run(const cloop_plan *plan, double *seconds);

const char *cloop_message(int code);

#endif
