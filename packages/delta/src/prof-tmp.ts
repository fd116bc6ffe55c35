import { WorkerProcess } from './worker/worker-process.ts';
import { openDatabase } from './worker/database.ts';
import { readFiles } from './worker/read-files.ts';
import fs from 'node:fs'; import path from 'node:path';
const cache='/tmp/delta-lab/cache'; const dir=fs.readdirSync(cache).find(n=>/-\d+$/.test(n))!;
const file=path.join(cache,dir,'files.parquet');
const limits={directory:cache,memoryLimit:'256MB',maxSpill:1e9};
const N=200000;
for(const W of [4096,8192,16384]){
 const inst=await openDatabase(limits);
 let t=performance.now(); let b=0;
 for(let i=0;i<N;i+=W){const c=await inst.connect(); b+=(await readFiles(c,{kind:'read-files',file,rows:[i,i+W],countRecords:false})).byteLength; c.closeSync();}
 console.log('W',W,'in-process',(performance.now()-t).toFixed(0), (b/1e6).toFixed(0));
 const w=new WorkerProcess(limits); await w.run({kind:'read-files',file,rows:[0,1],countRecords:false});
 t=performance.now(); let s=0;
 for(let i=0;i<N;i+=W){ b+=(await w.run({kind:'read-files',file,rows:[i,i+W],countRecords:false})).byteLength; }
 console.log('W',W,'ipc',(performance.now()-t).toFixed(0));
 t=performance.now();
 for(let i=0;i<N;i+=W){ const x=(await w.run({kind:'read-files',file,rows:[i,i+W],countRecords:false})); s+=Buffer.from(x.buffer,x.byteOffset,x.byteLength).toString('utf8').split('\n').length; }
 console.log('W',W,'ipc+split',(performance.now()-t).toFixed(0));
 void w.close();
}
process.exit(0);
