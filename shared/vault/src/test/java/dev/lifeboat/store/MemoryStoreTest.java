package dev.lifeboat.store;

/** The fake keeps the contract, so that what passes on it means something. */
class MemoryStoreTest extends ObjectStoreContract {
    @Override
    protected DeletingStore emptyStore() {
        return new MemoryStore();
    }
}
