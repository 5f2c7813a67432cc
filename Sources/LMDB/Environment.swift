/// One open LMDB environment.
