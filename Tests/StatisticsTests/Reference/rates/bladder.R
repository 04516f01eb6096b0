library(survival); options(digits=17)
b<-subset(bladder1, stop>start)
ends<-aggregate(stop~id,b,max); trt<-b$treatment[match(ends$id,b$id)]
last<-b[order(b$id,b$stop),]; last<-last[!duplicated(last$id,fromLast=TRUE),]
term<-as.integer(last$status %in% 2:3)
sub<-data.frame(id=seq_along(ends$id),group=as.character(trt),end=ends$stop,dead=term)
ev<-subset(b,status==1); ev<-data.frame(id=match(ev$id,ends$id),time=ev$stop)
out <- "./"
write.csv(sub,paste0(out,"bladder_subjects.csv"),row.names=FALSE,quote=FALSE)
write.csv(ev,paste0(out,"bladder_events.csv"),row.names=FALSE,quote=FALSE)
cat(nrow(sub),nrow(ev),sum(term),"\n")
b$ev<-as.integer(b$status==1); b$sid<-match(b$id,ends$id)
tt<-c(1,6,12,24,36,48)
js<-function(x) paste0("[",paste(ifelse(is.na(x),"null",sprintf("%.15g",x)),collapse=", "),"]")
res<-c()
f<-survfit(Surv(start,stop,ev)~1,b,id=sid,robust=TRUE); s<-summary(f,times=tt)
res<-c(res,sprintf('"nelson": {"mean": %s, "se": %s}',js(s$cumhaz),js(s$std.chaz)))
f<-survfit(Surv(start,stop,ev)~1,b,id=sid,robust=TRUE,subset=treatment=="placebo"); s<-summary(f,times=tt)
res<-c(res,sprintf('"nelson_placebo": {"mean": %s, "se": %s}',js(s$cumhaz),js(s$std.chaz)))
mu<-function(w,keep=rep(TRUE,nrow(sub))){
  bb<-b; bb$w<-w[bb$sid]; bb<-bb[keep[bb$sid],]
  f<-survfit(Surv(start,stop,ev)~1,bb,id=sid,weights=w,robust=FALSE)
  ss<-sub; ss$w<-w; ss<-ss[keep,]
  k<-survfit(Surv(end,dead)~1,ss,weights=w)
  dR<-diff(c(0,f$cumhaz)); S<-sapply(f$time,function(u){i<-sum(k$time<u-1e-9);if(i==0)1 else k$surv[i]})
  m<-cumsum(S*dR); sapply(tt,function(t) {i<-sum(f$time<=t+1e-9); if(i==0) 0 else m[i]})
}
one<-rep(1,nrow(sub))
for (g in c("all","placebo")){
 keep<-if(g=="all") rep(TRUE,nrow(sub)) else sub$group=="placebo"
 m<-mu(one,keep); h<-1e-4
 D<-sapply(which(keep),function(i){a<-one;a[i]<-1+h;c<-one;c[i]<-1-h;(mu(a,keep)-mu(c,keep))/(2*h)})
 res<-c(res,sprintf('"dying_%s": {"mean": %s, "se": %s}',g,js(m),js(sqrt(rowSums(D^2)))))
}
b2<-b;b2$g<-factor(b2$treatment)
f<-coxph(Surv(start,stop,ev)~g,b2,ties="breslow",cluster=sid,control=coxph.control(eps=1e-14)); 
f1<-coxph(Surv(start,stop,ev)~I(g=="thiotepa"),b2,ties="breslow",cluster=sid,subset=g!="pyridoxine")
res<-c(res,sprintf('"score_three": {"chisq": %.15g}',f$rscore),sprintf('"score_two": {"chisq": %.15g}',f1$rscore))
rt<-aggregate(cbind(n=ev)~sid,b,sum); 
rows<-b; rows$gap<-rows$stop-rows$start
f<-survreg(Surv(gap,ev)~1,rows,dist="exponential",robust=TRUE,cluster=sid,control=survreg.control(rel.tolerance=1e-14,maxiter=100))
res<-c(res,sprintf('"rate": {"rate": %.15g, "se_log": %.15g}',exp(-coef(f)),sqrt(f$var[1,1])))
cat("{\n ",sprintf('"times": %s,\n  ',js(tt)),paste(res,collapse=",\n  "),"\n}\n",sep="",file=paste0(out,"bladder.json"))
cat(readLines(paste0(out,"bladder.json")),sep="\n")
