import { openSnapshots } from '@boathouse/delta';
import { FolderReader } from './testing/folder-reader.ts';
import fs from 'node:fs';
const dir=process.argv[2]!; const cache='/tmp/delta-lab/cache-slow';
const rss=()=>{let s=0;for(const p of fs.readdirSync('/proc').filter(x=>/^\d+$/.test(x))){try{const st=fs.readFileSync(`/proc/${p}/status`,'utf8');if(Number(p)===process.pid||new RegExp(`PPid:\\t${process.pid}\n`).test(st))s+=Number(/VmRSS:\s+(\d+)/.exec(st)?.[1]??0)}catch{}}return Math.round(s/1024)};
const parts=()=>fs.readdirSync('/proc').filter(x=>/^\d+$/.test(x)).map(p=>{try{const st=fs.readFileSync(`/proc/${p}/status`,'utf8');const own=Number(p)===process.pid;if(own||new RegExp(`PPid:\t${process.pid}\n`).test(st))return (own?'parent ':'child ')+/RssAnon:\s+(\d+)/.exec(st)![1]+' of '+/VmRSS:\s+(\d+)/.exec(st)![1]}catch{}return undefined}).filter(Boolean).join('; ');
const snaps=await openSnapshots({directory:cache,maxBytes:4e9}); const s=await snaps.open({id:dir,reader:new FolderReader(dir)});
if(process.argv[3]==='build'){await snaps.close();process.exit(0)}
let peak=0; const iv=setInterval(()=>{peak=Math.max(peak,rss())},10);
let n=0; for await(const b of s.scan()){n+=b.length; await new Promise(r=>setTimeout(r,60));}
console.log(dir,n,'peak',peak,'now',rss(), parts(), JSON.stringify(process.memoryUsage())); clearInterval(iv); await snaps.close();
