package dev.lifeboat.store;

/** The fake keeps the contract, so that what passes on it means something. */
class MemoryStoreTest extends ObjectStoreContract {
    @Override
    protected ObjectStore emptyStore() {
        return new MemoryStore();
    }
}
