export * from './memory-server';
export * from './world';
export * from './phone';
export * from './faulty';
export * from './village';
export * from './over-http';
